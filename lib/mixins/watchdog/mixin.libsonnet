// One alert that always fires, for a dead-man's switch.
{
  local c = self._config,
  _config+:: {
    watchdogName: 'Watchdog',
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',
  },
  prometheusAlerts+:: {
    groups+: [
      {
        name: 'watchdog',
        rules: [
          {
            alert: c.watchdogName,
            expr: 'vector(1)',
            labels: { severity: 'none' },
            annotations: {
              summary: 'Alerting works.',
              description: 'This alert always fires. A service outside gets it as a heartbeat, and calls people when it stops.',
              runbook_url: std.strReplace(
                std.strReplace(c.runbookUrl, '{component}', 'dead-mans-switch'),
                '{alert}',
                std.asciiLower(c.watchdogName)
              ),
            },
          },
        ],
      },
    ],
  },
}
