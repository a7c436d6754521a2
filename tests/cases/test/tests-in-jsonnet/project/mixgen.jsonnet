// Environments without the library: they are quick to build.
local rules(wait) = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'app', namespace: 'monitoring' },
  spec: {
    groups: [{
      name: 'app',
      rules: [{
        alert: 'AppDown',
        expr: 'up{job="app"} == 0',
        'for': wait,
        labels: { severity: 'critical' },
        annotations: { summary: '{{ $labels.job }} is down.' },
      }],
    }],
  },
};

{
  mixgen:: { version: 1, problems: [], warnings: [] },
  dev: { 'rules.yaml': rules('15m') },
  prod: { 'rules.yaml': rules('5m') },
}
