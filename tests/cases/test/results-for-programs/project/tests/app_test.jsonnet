{
  good: { that: true },
  bad: { actual: '<a href="x">&\u0001', expected: 'b' },
}
