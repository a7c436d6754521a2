// Monitors of the cluster drop series that are many. None of them is read by
// a rule or a dashboard of ours, and kube-state-metrics makes all that are.
local mixgen = import 'mixgen/main.libsonnet';
local environments = mixgen.environments({
  cluster: { mode: 'install', components: ['kubernetes'] },
  one_process: { platform: 'k3d', mode: 'install', components: ['kubernetes'] },
});
local metricsUsed = std.native('metricsUsed');
local regexMatch = std.native('regexMatch');
local matches(regex, metric) = regexMatch('^(?:%s)$' % regex, metric);

local rules(documents) = [
  rule.expr
  for group in documents['kubernetes/prometheus-rule.yaml'].spec.groups
  for rule in group.rules
];
local targets(documents) = [
  std.strReplace(std.strReplace(target.expr, '$__rate_interval', '5m'), '$__range', '1h')
  for path in std.objectFields(documents)
  if std.startsWith(path, 'dashboards/')
  for row in documents[path].panels
  for panel in [row] + std.get(row, 'panels', [])
  for target in std.get(panel, 'targets', [])
];
local read(documents) = std.set(std.flattenArrays([metricsUsed(query).names for query in rules(documents) + targets(documents)]));

// Drops that look at nothing but the name.
local drops(endpoint) = [
  relabeling.regex
  for relabeling in std.get(endpoint, 'metricRelabelings', [])
  if relabeling.action == 'drop' && relabeling.sourceLabels == ['__name__']
];
local endpoints(documents, monitor) = documents['kubernetes/service-monitor-%s.yaml' % monitor].spec.endpoints;
local of = {
  apiserver: { monitor: 'apiserver', at: 0, prefixes: ['apiserver_', 'aggregator_', 'etcd_', 'workqueue_', 'rest_client_'] },
  kubelet: { monitor: 'kubelet', at: 0, prefixes: ['kubelet_', 'storage_operation_', 'volume_manager_'] },
  cadvisor: { monitor: 'kubelet', at: 1, prefixes: ['container_', 'machine_'] },
};
{
  [name]: {
    local documents = environments[name],
    local metrics = read(documents),
    local args = documents['kube-state-metrics/deployment.yaml'].spec.template.spec.containers[0].args,
    local denied = [std.split(arg, '=')[1] for arg in args if std.startsWith(arg, '--metric-denylist=')],
    read: {
      [source]: std.length([m for m in metrics if std.any([std.startsWith(m, prefix) for prefix in of[source].prefixes])]) > 0
      for source in std.objectFields(of)
    },
    lost: {
      [source]: [
        metric
        for metric in metrics
        if std.any([std.startsWith(metric, prefix) for prefix in of[source].prefixes])
        for regex in drops(endpoints(documents, of[source].monitor)[of[source].at])
        if matches(regex, metric)
      ]
      for source in std.objectFields(of)
    },
    not_made: [
      metric
      for metric in metrics
      if std.startsWith(metric, 'kube_')
      for regexes in denied
      for regex in std.split(regexes, ',')
      if matches(regex, metric)
    ],
  }
  for name in std.objectFields(environments)
}
