local mixin = import 'mixgen-vendor/example.org/team/exporter/walkthrough/mixin.libsonnet';
{ 'rules.json': mixin.prometheusAlerts, 'boards.json': mixin.grafanaDashboards }
