local versions = import '../lib/versions.libsonnet';

{
  local c = self,
  local facts = c.environment.facts,
  name: 'node-exporter',
  help: 'node_exporter on every node. Mode `install` brings it.',
  requires: [],
  values: {
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
  },
}
