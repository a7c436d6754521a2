// PromQL that rules, alerts and dashboards of this mixin share.
local quoted(string) = std.manifestJsonMinified(string);

function(config) {
  local q = self,

  labels(names=[]):: std.join(', ', [config.clusterLabel, 'namespace'] + names),

  // The three kinds by the label that names one.
  kinds: {
    deployment: { wanted: 'kube_deployment_spec_replicas', available: 'kube_deployment_status_replicas_available', updated: 'kube_deployment_status_replicas_updated' },
    statefulset: { wanted: 'kube_statefulset_replicas', available: 'kube_statefulset_status_replicas_ready', updated: 'kube_statefulset_status_replicas_updated' },
    daemonset: { wanted: 'kube_daemonset_status_desired_number_scheduled', available: 'kube_daemonset_status_number_available', updated: 'kube_daemonset_status_updated_number_scheduled' },
  },

  // Matchers of names that are watched, for a label.
  named(label):: std.join(', ', [
    '%s%s%s' % [label, matcher[0], quoted(matcher[1])]
    for matcher in [['=~', config.workloads], ['!~', config.ignoredWorkloads]]
    if matcher[1] != '' && matcher != ['=~', '.+']
  ]),

  // `metric{…}` of kube-state-metrics in the chosen namespaces.
  series(metric, matchers=''):: '%s{%s}' % [
    metric,
    std.join(', ', [m for m in [config.kubeStateMetricsSelector, config.namespaceSelector, matchers] if m != '']),
  ],

  // The same, one value an object, however many exporters report it.
  value(names, metric, matchers=''):: 'max by (%s) (%s)' % [q.labels(names), q.series(metric, matchers)],
  ofKind(kind, metric, matchers='')::
    q.value([kind], metric, std.join(', ', [m for m in [q.named(kind), matchers] if m != ''])),

  // A recorded series of the chosen workloads: other projects may record theirs under the same name.
  recorded(metric, matchers='')::
    '%s{%s}' % [metric, std.join(', ', [m for m in [config.namespaceSelector, q.named('workload'), matchers] if m != ''])],

  // A vector of one kind with the label that all kinds have.
  workload(kind, expr):: |||
    label_replace(
      %s,
      "workload", "$1", "%s", "(.+)"
    )
  ||| % [q.indented(expr), kind],
  indented(expr):: std.strReplace(std.rstripChars(expr, '\n'), '\n', '\n  '),

  // A vector of pods with the workload that each belongs to.
  withOwner(expr):: |||
    %s
    * on (%s) group_left (workload, workload_type)
      %s
  ||| % [std.rstripChars(expr, '\n'), q.labels(['pod']), q.recorded('workload_pod:kube_pod_owner:max')],

  // `compare(series, threshold)` for all, each exception by its own.
  excepted(metric, key, compare)::
    local matchers(name) =
      local parts = std.split(name, '/');
      local of(label, value) = '%s=~%s' % [label, quoted(value)];
      std.join(', ', if std.length(parts) == 1 then [of('workload', parts[0])]
      else [of('namespace', parts[0]), of('workload', parts[1])]);
    local names = [name for name in std.objectFields(config.exceptions) if std.objectHas(config.exceptions[name], key)];
    std.join('\n', [compare(q.recorded(metric), config[key])] + [
      'unless\n' + q.recorded(metric, matchers(name))
      for name in names
    ] + [
      'or\n' + compare(q.recorded(metric, matchers(name)), config.exceptions[name][key])
      for name in names
    ]),
}
