{
  _config+:: {
    // Selects the series of node_exporter.
    nodeExporterSelector: 'job="node-exporter"',

    // Whether the nodes are containers of one host. All of them then report that host, and an alert
    // comes once, not once for each node.
    nodesShareHost: false,

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `node-exporter`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // File systems that can fill, and disks and interfaces of hardware, as matchers.
    filesystemSelector: 'fstype!~"|ramfs|squashfs|tmpfs|iso9660"',
    diskSelector: 'device=~"(/dev/)?(mmcblk.p.+|nvme.+|rbd.+|sd.+|vd.+|xvd.+|dm-.+|md.+|dasd.+)"',
    interfaceSelector: 'device!~"(lo|veth|cali|cni|flannel|docker|br-|tunl).*"',

    // Free space and free inodes, as percentages. Those of `…Filling…` count together with a trend:
    // kubelets collect images from 15 % on.
    filesystemTrend: '6h',
    filesystemFillingHoursWarning: 24,
    filesystemFillingHoursCritical: 4,
    filesystemFillingPercentWarning: 15,
    filesystemFillingPercentCritical: 10,
    filesystemFreePercentWarning: 5,
    filesystemFreePercentCritical: 3,
    filesFillingPercentWarning: 40,
    filesFillingPercentCritical: 20,
    filesFreePercentWarning: 5,
    filesFreePercentCritical: 3,

    // Network. An interface with fewer packets than the minimum is not judged.
    networkErrorPercentReceived: 1,
    networkErrorPercentSent: 1,
    networkMinPacketsPerSecond: 10,
    networkFlapsPer10Minutes: 4,
    conntrackPercent: 75,

    // Clock.
    clockOffsetSeconds: 0.05,
    clockErrorSeconds: 16,

    // Load.
    cpuPercent: 90,
    loadPerCPU: 2,
    memoryPercent: 90,
    majorPageFaultsPerSecond: 500,
    diskQueue: 10,
    fileDescriptorPercentWarning: 70,
    fileDescriptorPercentCritical: 90,

    // systemd.
    serviceRestartsPer5Minutes: 2,

    dashboards: {
      tags: ['mixgen', 'nodes'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
