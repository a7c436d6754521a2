{
  _config+:: {
    // Selects the series of Pyroscope.
    pyroscopeSelector: 'job="pyroscope"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `pyroscope`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // The labels that, with the cluster, tell one installation from another.
    pyroscopeGroupLabels: ['namespace', 'job'],

    pyroscopeAbsentMemory: '6h',  // how long what went away is missed
    pyroscopeRestartsPerHour: 3,
    pyroscopeMinRequestsPerSecond: 0.05,  // three a minute
    pyroscopeRequestErrorsPercent: 10,
    pyroscopeMinDiscardedBytesPerSecond: 1000,
    pyroscopeDiscardedPercent: 5,
    pyroscopeUploadErrorsPercent: 5,
    pyroscopeMinUploadsPerSecond: 0.05,

    dashboards: {
      tags: ['mixgen', 'pyroscope'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
