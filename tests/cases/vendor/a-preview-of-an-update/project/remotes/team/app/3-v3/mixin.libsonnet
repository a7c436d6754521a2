{
  _config+:: { appSelector: 'job="app"', latencySeconds: 2 },
  prometheusAlerts+:: {
    groups: [{
      name: 'app',
      rules: [
        {
          alert: 'AppDown',
          expr: 'up{%s} == 0' % $._config.appSelector,
          'for': '5m',
          labels: { severity: 'critical' },
          annotations: { summary: 'The app is down.' },
        },
        {
          alert: 'AppLatencyHigh',
          expr: 'app_request_duration_seconds{%s} > %d' % [$._config.appSelector, $._config.latencySeconds],
          'for': '10m',
          labels: { severity: 'warning' },
          annotations: { summary: 'The app is slow.' },
        },
      ],
    }],
  },
}
