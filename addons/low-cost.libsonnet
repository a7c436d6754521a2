{
  local addon = self,
  local v = addon.values,
  name: 'low-cost',
  help: 'Keeps metrics few and short: slower scrapes, one replica, a day of samples, and only series that are read.',
  '#doc':: |||
    Everything is computed for the environment: no series is dropped that one of its rules or dashboards reads, rules
    and panels that look back farther than samples are kept are left out, and windows and `for` become long enough for
    the interval. What the project sets itself in `values` goes before all of it. [What is saved](../cost.md) has numbers,
    `mixgen estimate` those of an environment.
  |||,
  requires: [],
  values: {
    '#interval':: { help: 'how often targets are scraped and rules evaluated', legal: 'duration' },
    interval: '60s',
    '#retention':: { help: 'how long samples are kept, where mode `install` brings Prometheus', legal: 'duration' },
    retention: '24h',
    '#storage':: { help: 'size of the volume of Prometheus; samples fill four fifths of it', legal: 'quantity' },
    storage: '8Gi',
    '#drop':: {
      help: 'which series are dropped that no rule and no dashboard reads: `known` drops families that are known to be many, `unread` keeps of each target only what is read, `nothing` drops none',
      oneOf: ['known', 'unread', 'nothing'],
    },
    drop: 'known',
    '#buckets':: 'whether histograms lose upper bounds that no query asks for; quantiles of them come out coarser',
    buckets: true,
    '#samples':: 'how many samples a target may have after drops. Of a target that has more, the whole scrape fails: it counts as down, and the alert PrometheusScrapeSampleLimitHit says why',
    samples: {
      '#component':: { help: 'of a component of the environment; unset: any number', type: 'number', optional: true },
      component: 20000,
      '#cluster':: { help: "of the cluster itself (API server, kubelet, kube-state-metrics) and of the stack's own parts; unset: any number", type: 'number', optional: true },
      cluster: 200000,
    },
    '#exemplars':: 'exemplars kept in memory, about 100 bytes each; 0 is none',
    exemplars: 10000,
    '#logs':: { help: 'how long Loki keeps logs', legal: 'duration' },
    logs: '24h',
    '#traces':: { help: 'how long Tempo keeps traces', legal: 'duration' },
    traces: '24h',
  },
  model: {
    saving: {
      drop: v.drop,
      buckets: v.buckets,
      samples: v.samples,
      fit: true,
      pace: true,
      notes: [
        'it has its own interval, retention and targets: set `scrapeInterval` and `evaluationInterval` to `%s`, `retention` to `%s` and `replicas` to 1 in its Prometheus' % [v.interval, v.retention],
        "its monitors of the API server, kubelets, cAdvisor, kube-state-metrics and node_exporter are not mixgen's: take endpoints `/metrics/slis` out, set their intervals to `%s`, and drop there what nobody reads" % v.interval,
        'its Grafana has its own data source: give it `timeInterval: %s`, or rates are empty' % v.interval,
      ],
    },
  },
  patch: {
    common: { values+: { interval: v.interval } },
    alertmanager: { values+: { replicas: 1 } },
    prometheus: {
      values+: {
        exemplars: v.exemplars,
        replicas: 1,
        retention: v.retention,
        // Where there are no volumes, there are none to shrink.
        storage: if super.storage == null then null else v.storage,
      },
    },
    loki: { values+: { retention: v.logs } },
    tempo: { values+: { retention: v.traces } },
  },
}
