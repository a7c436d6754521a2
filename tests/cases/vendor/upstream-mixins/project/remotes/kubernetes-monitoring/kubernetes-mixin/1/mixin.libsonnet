{ prometheusAlerts+:: { groups+: [{ name: 'k', rules: [{ alert: 'UpstreamKubernetes', expr: 'up == 0' }] }] } }
