// PromQL that the alerts and rules of this mixin share.
function(config) {
  local q = self,

  // Joins matchers; empty ones are left out.
  matchers(list):: std.join(', ', [m for m in list if m != null && m != '']),

  // A list of labels for by (…) and on (…), with the cluster first.
  labels(names=[]):: std.join(', ', [config.clusterLabel] + names),

  // `metric{selector, matcher}`; empty matchers are left out.
  series(metric, selector, matcher=''):: '%s{%s}' % [metric, q.matchers([selector, matcher])],

  // Queries about one kind of object of kube-state-metrics. They aggregate over the exporter, so that
  // its restart neither ends an alert nor doubles it, and both sides of an operator have equal labels.
  object(names):: {
    local labels = q.labels(names),
    local series(metric, matcher) =
      q.series(metric, config.kubeStateMetricsSelector, q.matchers([matcher, config.namespaceSelector])),
    by: labels,
    value(metric, matcher=''):: 'max by (%s) (%s)' % [labels, series(metric, matcher)],
    total(metric, matcher=''):: 'sum by (%s) (%s)' % [labels, series(metric, matcher)],
    lowest(metric, matcher=''):: 'min by (%s) (%s)' % [labels, series(metric, matcher)],
    // True while the metric did not move.
    still(metric, window):: 'max by (%s) (changes(%s[%s])) == 0' % [labels, series(metric, ''), window],
    highest(metric, window, matcher='')::
      'max by (%s) (max_over_time(%s[%s]))' % [labels, series(metric, matcher), window],
  },

  // Queries about nodes: as `object`, but never restricted to namespaces.
  node(names=[]):: {
    local labels = q.labels(['node'] + names),
    by: labels,
    value(metric, matcher='')::
      'max by (%s) (%s)' % [labels, q.series(metric, config.kubeStateMetricsSelector, matcher)],
    // Restricts to nodes that take pods.
    inService: 'on (%s) %s == 0' % [
      q.labels(['node']),
      'max by (%s) (%s)' % [
        q.labels(['node']),
        q.series('kube_node_spec_unschedulable', config.kubeStateMetricsSelector),
      ],
    ],
  },

  // Adds the label `node` to a vector of kubelets that has the labels cluster and instance.
  named(expr)::
    |||
      %s
      * on (%s) group_left (node)
        max by (%s) (kubelet_node_name{%s})
    ||| % [
      std.rstripChars(expr, '\n'),
      q.labels(['instance']),
      q.labels(['instance', 'node']),
      config.kubeletSelector,
    ],

  // Adds the label `node` to a vector of pods, so that what is said of a node that is lost keeps them
  // quiet. A pod that is on none yet stays as it is. The window outlasts a restart of the exporter.
  placed(expr)::
    |||
      (
        %s
      )
      * on (%s) group_left (node)
        topk by (%s) (1, %s)
    ||| % [
      std.strReplace(std.rstripChars(expr, '\n'), '\n', '\n  '),
      q.labels(['namespace', 'pod']),
      q.labels(['namespace', 'pod']),
      q.object(['namespace', 'pod', 'node']).highest('kube_pod_info', '5m'),
    ],

  // No target of the selector is up. With several clusters in one Prometheus, absent() would see only
  // the loss of all of them and could not say which: there the nodes of each cluster are the anchor.
  gone(selector)::
    if config.showMultiCluster then
      |||
        count by (%(cluster)s) (kube_node_info{%(ksm)s})
        unless on (%(cluster)s)
        count by (%(cluster)s) (up{%(selector)s} == 1)
      ||| % { cluster: config.clusterLabel, ksm: config.kubeStateMetricsSelector, selector: selector }
    else 'absent(up{%s} == 1)' % selector,

  // Targets of the selector that are down while another one is up; if none is, `gone` says so.
  unreachable(selector)::
    |||
      up{%(selector)s} == 0
      and on (%(cluster)s)
      count by (%(cluster)s) (up{%(selector)s} == 1)
    ||| % { cluster: config.clusterLabel, selector: selector },
}
