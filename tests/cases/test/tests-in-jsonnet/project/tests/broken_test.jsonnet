{
  a: { that: true }
  b: 1,
}
