{
  prometheusAlerts+:: { groups: [{ name: 'g', rules: [
    { alert: 'Slow', expr: 'x > 1', labels: { severity: 'warning' } },
    { alert: 'Slow', expr: 'x > 2', labels: { severity: 'critical' } },
  ] }] },
}
