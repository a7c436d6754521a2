local broken = error 'this part is not finished';
{
  a: { spec: broken },
  b: { spec: { inner: [broken] } },
  c: { fine: true },
  d: { x: {}.nothing },
}
