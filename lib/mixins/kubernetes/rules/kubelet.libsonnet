local queries = import '../query.libsonnet';
local rule = import '../rule.libsonnet';

function(config)
  local q = queries(config);
  {
    name: 'kubelet.rules',
    rules: [
      rule(
        'node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile',
        q.named(|||
          histogram_quantile(
            %s,
            sum by (%s, le) (rate(kubelet_pleg_relist_duration_seconds_bucket{%s}[5m]))
          )
        ||| % [quantile, q.labels(['instance']), config.kubeletSelector]),
        { quantile: quantile }
      )
      for quantile in ['0.99', '0.9', '0.5']
    ],
  }
