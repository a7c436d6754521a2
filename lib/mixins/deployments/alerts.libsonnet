local queries = import './query.libsonnet';

{
  local mixin = self,
  local config = mixin._config {
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'deployments'),
  },
  local q = queries(config),

  // `{{ if … }}value{{ else if … }}value{{ end }}`: a label that is empty is none. What names a
  // workload goes before what names its namespace.
  local chosen(values) =
    local names = std.objectFields(values);
    local precise = [name for name in names if std.member(name, '/')];
    local loose = [name for name in names if !std.member(name, '/')];
    local test(name) =
      local parts = std.split(name, '/');
      local equal(label, value) = '(eq $labels.%s %s)' % [label, std.manifestJsonMinified(value)];
      if std.length(parts) == 1 then equal('namespace', name)[1:std.length(equal('namespace', name)) - 1]
      else 'and %s %s' % [equal('namespace', parts[0]), equal('workload', parts[1])];
    std.join('', std.mapWithIndex(
      function(i, name) '{{ %s %s }}%s' % [if i == 0 then 'if' else 'else if', test(name), values[name]],
      precise + loose
    )) + '{{ end }}',
  local further = { [label]: chosen(config.labels[label]) for label in std.objectFields(config.labels) if config.labels[label] != {} },
  local plain = (import '../alert.libsonnet')(config),
  local alert(name, spec) = plain(name, { labels: further } + spec),

  prometheusAlerts+:: {
    groups+: [
      (import 'alerts/workloads.libsonnet')(config, alert, q),
      (import 'alerts/pods.libsonnet')(config, alert, q),
      (import 'alerts/scaling.libsonnet')(config, alert, q),
    ],
  },
}
