local versions = import '../lib/versions.libsonnet';

(import '../lib/watched.libsonnet') + {
  local c = self,
  local v = c.values,
  local facts = c.environment.facts,
  name: 'alertmanager',
  help: 'Alertmanager, watched by Prometheus: it groups alerts and sends them. Mode `install` brings it.',
  values+: {
    '#install':: 'whether mode `install` brings it; false where the cluster has one',
    install: true,
    '#image':: 'image without its tag',
    image: versions.alertmanager.image,
    '#version':: 'version of the image, without `v`',
    version: versions.alertmanager.version,
    '#replicas':: { help: 'Alertmanagers that share what they know', legal: 'count' },
    replicas: if facts.spareNodes then 2 else 1,
    '#retention':: { help: 'how long silences and what was sent are kept', legal: 'duration' },
    retention: '120h',
    '#storage':: { help: 'size of the volume of each replica; unset: the disk of the node, lost with the pod', type: 'string', optional: true, legal: 'quantity' },
    storage: if facts.storageClass then '1Gi' else null,
    '#storage_class':: { help: "class of the volume; unset: the cluster's default", type: 'string', optional: true },
    storage_class: null,
    '#external_url':: { help: 'where people reach it, for links in messages', type: 'string', optional: true, legal: 'url' },
    external_url: null,
    '#clients':: { help: 'who may reach it beside the stack: peers in the words of a NetworkPolicy', items: 'object' },
    clients: [],
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    targets: if c.alone then c.environment.plain.alertmanagers else [],
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/alertmanager/mixin.libsonnet',
  },
  local paging = c.environment.paging,
  // Files of one program: it has no peers.
  local alone = c.environment.mode == 'install' && (v.replicas < 2 || c.environment.target == 'plain'),
  model+: {
    config: {
      alertmanagerSelector: c.selector,
      [if paging != [] then 'alertmanagerCriticalIntegrations']: std.join('|', paging),
    } + super.config,
    // One that nobody gets through is every one.
    inhibitions: if !v.watch then {} else {
      [c.name + '-messages']: {
        source: { alertname: 'AlertmanagerClusterFailedToSendAlerts' },
        target: { alertname: 'AlertmanagerFailedToSendAlerts' },
        equal: ['cluster', 'namespace', 'job', 'integration'],
        implied: true,
      },
    },
    drop+: {
      [if alone then 'alone']: { alerts: ['alertmanager-cluster.alerts'], because: 'replicas' },
    },
  },
}
