{ prometheusAlerts:: {}, from: 'v1' }
