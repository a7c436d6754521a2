// Use, requests and limits of containers. The names are those that dashboards of the field query.
local queries = import '../query.libsonnet';
local rule = import '../rule.libsonnet';

function(config)
  local q = queries(config);
  local inContainer = q.labels(['namespace', 'pod', 'container']);
  local inPod = q.labels(['namespace', 'pod']);
  local inNamespace = q.labels(['namespace']);

  // cAdvisor does not know the node by its name: take it from the pod. A pod has one node.
  local withNode(expr) = |||
    %s
    * on (%s) group_left (node)
      topk by (%s) (1, max by (%s) (kube_pod_info{%s, node!=""}))
  ||| % [std.rstripChars(expr, '\n'), inPod, inPod, q.labels(['namespace', 'pod', 'node']), config.kubeStateMetricsSelector];

  // Only pods that hold their share: those that ended keep their series for a while.
  local holding = 'max by (%s) (kube_pod_status_phase{%s, phase=~"Pending|Running"} == 1)' % [
    inPod,
    config.kubeStateMetricsSelector,
  ];
  local asked(what, resource, by) = |||
    max by (%s) (%s)
    * on (%s) group_left ()
      %s
  ||| % [
    by,
    q.series('kube_pod_container_resource_%s' % what, config.kubeStateMetricsSelector, 'resource="%s"' % resource),
    inPod,
    holding,
  ];
  local indented(text) = std.strReplace(std.rstripChars(text, '\n'), '\n', '\n  ');

  [
    {
      name: 'k8s.rules.container_cpu_usage_seconds_total',
      rules: [
        rule(
          'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
          withNode('sum by (%s) (rate(container_cpu_usage_seconds_total{%s, container!="", image!=""}[5m]))' % [
            inContainer,
            config.cadvisorSelector,
          ])
        ),
      ],
    },
  ] + [
    {
      name: 'k8s.rules.container_memory_%s' % part,
      rules: [
        rule(
          'node_namespace_pod_container:container_memory_%s' % part,
          withNode('max by (%s) (container_memory_%s{%s, container!="", image!=""})' % [
            inContainer,
            part,
            config.cadvisorSelector,
          ])
        ),
      ],
    }
    for part in ['working_set_bytes', 'rss', 'cache']
  ] + [
    {
      name: 'k8s.rules.container_%s_%s' % [resource, what],
      rules: [
        rule(
          'cluster:namespace:pod_%s:active:kube_pod_container_resource_%s' % [resource, what],
          asked(what, resource, q.labels(['namespace', 'pod', 'container', 'node']))
        ),
        rule(
          'namespace_%s:kube_pod_container_resource_%s:sum' % [resource, what],
          'sum by (%s) (\n  %s\n)' % [inNamespace, indented(asked(what, resource, inContainer))]
        ),
      ],
    }
    for what in ['requests', 'limits']
    for resource in ['cpu', 'memory']
  ]
