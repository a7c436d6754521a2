local numbers = [1, 2];
{
  'the third reads the second': ['%d%d%d' % [a, b, c] for a in numbers for b in [3, 4] for c in [b]],
  'names bound again': ['%d%d' % [a, b] for a in numbers for b in [3] for a in [b, a] for b in [a]],
  'with conditions': [c for a in numbers for b in [3, 4] if b > 3 for c in [b] if c == b],
  object: { [a + c]: d for a in ['x', 'y'] for b in ['z'] for c in [b] for d in [c] },
  imported: (import 'b.libsonnet')(7),
}
