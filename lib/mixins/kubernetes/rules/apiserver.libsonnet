// Good and bad requests are counted once, over five minutes. All windows of the error budget, and the
// availability over days, are averages of these few series: reading the histogram itself over days,
// once for each window, is what makes such rules expensive.
local queries = import '../query.libsonnet';
local rule = import '../rule.libsonnet';

function(config)
  local q = queries(config);
  local slo = config.SLOs.apiserver;
  local cluster = config.clusterLabel;
  local bad = 'cluster_verb:apiserver_request_slo_bad:rate5m';
  local total = 'cluster_verb:apiserver_request_slo_total:rate5m';

  // Bounds of buckets are written as 1 or 1.0, depending on versions.
  local within(seconds) = 'le=~"%g(\\\\.0)?"' % seconds;
  local verbs = {
    read: {
      selector: config.kubeApiserverReadSelector,
      fast: [
        'scope=~"resource|", ' + within(slo.latency.resource),
        'scope="namespace", ' + within(slo.latency.namespace),
        'scope="cluster", ' + within(slo.latency.cluster),
      ],
    },
    write: {
      selector: config.kubeApiserverWriteSelector,
      fast: [within(slo.latency.write)],
    },
  };

  local requests(verb, matcher='') =
    'sum by (%s) (rate(apiserver_request_total{%s, %s%s}[5m]))' % [
      cluster,
      config.kubeApiserverSelector,
      verb.selector,
      matcher,
    ];
  local duration(verb, series, matcher='') =
    'rate(apiserver_request_sli_duration_seconds_%s{%s, %s, %s%s}[5m])' % [
      series,
      config.kubeApiserverSelector,
      verb.selector,
      config.kubeApiserverNonStreamingSelector,
      matcher,
    ];
  // A server that never failed has no series with 5xx: that is zero, not unknown.
  local badRequests(verb) = |||
    sum by (%(cluster)s) (%(all)s)
    -
    sum by (%(cluster)s) (
      %(fast)s
    )
    +
    (
      %(errors)s
      or
      0 * %(requests)s
    )
  ||| % {
    cluster: cluster,
    all: duration(verb, 'count'),
    fast: std.join('\n  or\n  ', [duration(verb, 'bucket', ', ' + matcher) for matcher in verb.fast]),
    errors: requests(verb, ', code=~"5.."'),
    requests: requests(verb),
  };

  local windows = std.set([w.long for w in slo.windows] + [w.short for w in slo.windows]);
  local days = '%dd' % slo.days;

  [
    {
      name: 'kube-apiserver-burnrate.rules',
      rules: [
        rule(total, requests(verbs[name]), { verb: name })
        for name in ['read', 'write']
      ] + [
        rule(bad, badRequests(verbs[name]), { verb: name })
        for name in ['read', 'write']
      ] + [
        rule(
          'apiserver_request:burnrate%s' % window,
          if window == '5m' then '%s / %s' % [bad, total]
          else 'avg_over_time(%s[%s])\n/\navg_over_time(%s[%s])' % [bad, window, total, window]
        )
        for window in windows
      ],
    },
    {
      name: 'kube-apiserver-availability.rules',
      interval: '3m',
      rules: [
        rule(
          'apiserver_request:availability%s' % days,
          '1 -\navg_over_time(%(bad)s[%(days)s])\n/\navg_over_time(%(total)s[%(days)s])' % { bad: bad, total: total, days: days }
        ),
        rule(
          'apiserver_request:availability%s' % days,
          |||
            1 -
            sum by (%(cluster)s) (avg_over_time(%(bad)s[%(days)s]))
            /
            sum by (%(cluster)s) (avg_over_time(%(total)s[%(days)s]))
          ||| % { cluster: cluster, bad: bad, total: total, days: days },
          { verb: 'all' }
        ),
      ],
    },
    {
      name: 'kube-apiserver-histogram.rules',
      rules: [
        rule(
          'cluster_quantile:apiserver_request_sli_duration_seconds:histogram_quantile',
          |||
            histogram_quantile(
              0.99,
              sum by (%s, le) (%s)
            ) > 0
          ||| % [q.labels(['resource']), duration(verbs[name], 'bucket')],
          { verb: name, quantile: '0.99' }
        )
        for name in ['read', 'write']
      ],
    },
  ]
