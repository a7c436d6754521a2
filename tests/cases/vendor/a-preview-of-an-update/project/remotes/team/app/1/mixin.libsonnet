{
  _config+:: { appSelector: 'job="app"', slowSeconds: 2 },
  prometheusAlerts+:: {
    groups: [{
      name: 'app',
      rules: [
        {
          alert: 'AppDown',
          expr: 'up{%s} == 0' % $._config.appSelector,
          'for': '15m',
          labels: { severity: 'critical' },
          annotations: { summary: 'The app is down.' },
        },
        {
          alert: 'AppSlow',
          expr: 'app_request_seconds{%s} > %d' % [$._config.appSelector, $._config.slowSeconds],
          'for': '10m',
          labels: { severity: 'warning' },
          annotations: { summary: 'The app is slow.' },
        },
      ],
    }],
  },
}
