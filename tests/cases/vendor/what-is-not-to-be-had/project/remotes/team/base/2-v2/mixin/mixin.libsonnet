{ prometheusAlerts:: {}, from: 'v2' }
