{
  _config+:: {
    // Selects the series of the exporters.
    natsSelector: 'job="nats"',

    // What the exporter puts before its names. With `-prefix=nats`, as the Helm chart runs it, both are
    // `nats`; without the flag they are `gnatsd` and `jetstream`.
    natsServerPrefix: 'nats',
    natsJetStreamPrefix: 'nats',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    // JetStream series have a label `cluster` of their own, the name of the NATS cluster: with several
    // Kubernetes clusters let the scrape set the label (the series' own then becomes
    // `exported_cluster`), or name another label here.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one installation from another; and the one that names a server.
    natsGroupLabels: ['namespace', 'job'],
    natsServerLabel: 'instance',

    // `{component}` becomes `nats`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Servers.
    natsAbsentMemory: '6h',  // how long what went away is missed
    natsRestartsPerHour: 3,
    natsSlowConsumersPer15Minutes: 5,
    natsConnectionsPercent: 85,
    natsPendingBytesPercent: 50,  // of max_pending, at which the server cuts a client off

    // JetStream servers.
    natsStorageWarningPercent: 80,
    natsStorageCriticalPercent: 90,
    natsMemoryPercent: 85,
    natsApiErrorsPercent: 25,
    natsApiMinRequestsPerSecond: 1,

    // Streams. A stream that discards old messages is full in normal use, and no metric says which
    // does: name those that refuse new ones, for instance 'stream_name=~"ORDERS|PAYMENTS"'.
    natsRefusingStreams: null,
    natsStreamLimitPercent: 90,
    natsMirrorLagMessages: 10000,

    // Consumers. `natsConsumerSelector` leaves out those that rest on purpose, for instance
    // 'consumer_name!~"nightly-.*"'.
    natsConsumerSelector: 'consumer_name!=""',
    natsPendingMessages: 10000,
    natsAckPendingMessages: 900,  // of 1000, the default limit
    natsRedeliveredMessages: 100,

    dashboards: {
      tags: ['mixgen', 'nats'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
