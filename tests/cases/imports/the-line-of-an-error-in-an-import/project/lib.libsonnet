{
  f(x):: self.g(x),
  g(x)::
    if x == 0 then error 'x must not be 0' else 1,
}
