local f(n) = if n == 0 then error 'bottom' else 1 + f(n - 1);
{
  deep: {
    er: f(10),
  },
}
