local testing = import 'mixgen/lib/testing.libsonnet';
local project = import 'mixgen.jsonnet';

{
  'dev waits': {
    actual: testing.alert(project.dev, 'AppDown')['for'],
    expected: '15m',
  },
  prod: {
    'pages soon': { that: testing.alert(project.prod, 'AppDown')['for'] == '5m' },
    'says what is down': {
      actual: testing.alert(project.prod, 'AppDown'),
      contains: { annotations: { summary: '$labels.job' } },
    },
    'has one object': {
      actual: [object.metadata.name for object in testing.objects(project.prod, 'PrometheusRule')],
      expected: ['app'],
    },
  },
}
