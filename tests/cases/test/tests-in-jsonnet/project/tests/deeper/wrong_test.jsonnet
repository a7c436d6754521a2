local testing = import 'mixgen/lib/testing.libsonnet';
local project = import 'mixgen.jsonnet';
local text = 'groups:\n- name: in a text\n  rules:\n  - record: a:b\n    expr: up\n';

{
  differs: {
    actual: testing.alert(project.dev, 'AppDown'),
    expected: {
      alert: 'AppDown',
      'for': '5m',
      labels: { severity: 'warning', team: 'app' },
      expr: 'up{job="app"} == 0',
      annotations: { summary: '{{ $labels.job }} is down.' },
    },
  },
  'lacks a part': {
    actual: testing.rules(project.dev),
    contains: [{ alert: 'AppDown', 'for': '1h' }],
  },
  'texts differ by lines': { actual: 'one\ntwo\nthree\n', expected: 'one\n2\nthree\n' },
  'is false': { that: false },
  'is false for a reason': { that: 1 > 2, because: 'one is less' },
  'is neither': { that: 'yes' },
  'cannot be evaluated': { actual: testing.alert(project.dev, 'AppDwn'), expected: {} },
  'has no such record': { actual: testing.record(text, 'b:a'), expected: {} },
  'finds rules in a text': { actual: testing.record(text, 'a:b').expr, expected: 'up' },
  'an environment that is not there': { actual: project.test, expected: {} },
  misspelt: { actual: 1, expcted: 1 },
  half: { actual: 1 },
  'no object': 1,
  group: { actul: 1, empty: {} },
  "a 'quoted' name \u202e": { that: false },
}
