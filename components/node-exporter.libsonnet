local versions = import '../lib/versions.libsonnet';

(import '../lib/watched.libsonnet') + {
  local c = self,
  local v = c.values,
  local facts = c.environment.facts,
  name: 'node-exporter',
  help: 'Nodes: CPU, memory, file systems, disks, network and clock, by node_exporter. Mode `install` brings it.',
  values+: {
    '#install':: 'whether mode `install` brings it; false where nodes have one (two cannot share a port) or forbid it',
    install: facts.hostAccess,
    '#image':: 'image without its tag',
    image: versions['node-exporter'].image,
    '#version':: 'version of the image, without `v`',
    version: versions['node-exporter'].version,
    '#port':: { help: 'port on the node', legal: 'port' },
    port: 9100,
    '#interval':: { help: 'how often it is scraped', legal: 'duration' },
    interval: c.environment.common.interval,
    '#collectors':: 'collectors to switch off or on beyond the defaults of node_exporter',
    collectors: { off: ['btrfs', 'infiniband', 'ipvs', 'nfs', 'nfsd', 'wifi', 'xfs', 'zfs'], on: [] },
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } },
    // Nobody brings it there: it is named because it runs.
    targets: if c.alone then ['localhost:%d' % v.port] else [],
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/node-exporter/mixin.libsonnet',
  },
  // What a container cannot see, or what belongs to the host that it shares.
  local without = {
    nodesAreHosts: {
      alerts: ['NodeClockNotSynchronising', 'NodeTextFileCollectorScrapeError', 'NodeBondingDegraded', 'NodeRAIDDegraded', 'NodeRAIDDiskFailure'],
    },
  },
  local collects(name) = std.member(v.collectors.on, name),
  model+: {
    config: {
      nodeExporterSelector: c.selector,
      nodesShareHost: !facts.nodesAreHosts,
    } + super.config,
    // A file system that is full was filling up before; who is to be woken is woken.
    inhibitions: if !v.watch then {} else {
      [c.name + '-space']: {
        source: { alertname: 'NodeFilesystemAlmostOutOfSpace' },
        target: { alertname: 'NodeFilesystemSpaceFillingUp', severity: 'warning' },
        equal: ['cluster', 'instance', 'device', 'mountpoint'],
        implied: true,
      },
      [c.name + '-files']: {
        source: { alertname: 'NodeFilesystemAlmostOutOfFiles' },
        target: { alertname: 'NodeFilesystemFilesFillingUp', severity: 'warning' },
        equal: ['cluster', 'instance', 'device', 'mountpoint'],
        implied: true,
      },
    },
    boards: { '*': ['nodes.json'] },
    drop+: {
      [fact]: without[fact] { because: fact }
      for fact in std.objectFields(without)
      if !facts[fact]
    } + {
      [if !collects('systemd') then 'systemd']: { alerts: ['node-exporter-systemd'], because: 'collectors' },
      [if !collects('systemd.enable-restarts-metrics') then 'restarts']: { alerts: ['NodeSystemdServiceCrashlooping'], because: 'collectors' },
    },
  },
}
