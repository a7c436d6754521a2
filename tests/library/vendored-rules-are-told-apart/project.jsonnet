// Rule files of Prometheus, and an object of its operator.
local vendored = import 'mixgen/lib/vendored.libsonnet';
local mixin = vendored('example.org/team/rules', {
  rules: {
    'alerts.yml': |||
      groups:
        - name: first
          rules:
            - alert: Down
              expr: up == 0
              for: 5m
            - record: job:up:sum
              expr: sum by (job) (up)
    |||,
    'more/rules.yaml': |||
      groups:
        - name: second
          interval: 1m
          rules:
            - record: job:up:avg
              expr: avg by (job) (up)
    |||,
    'operator.yaml': |||
      apiVersion: v1
      kind: Service
      spec: {}
      ---
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      spec:
        groups:
          - name: third
            rules:
              - alert: Up
                expr: up == 1
    |||,
  },
});
{ alerts: mixin.prometheusAlerts, rules: mixin.prometheusRules, dashboards: mixin.grafanaDashboards }
