local versions = import '../lib/versions.libsonnet';

{
  local c = self,
  local facts = c.environment.facts,
  name: 'alertmanager',
  help: 'Alertmanager: groups alerts and sends them. Mode `install` brings it.',
  requires: [],
  values: {
    '#install':: 'whether mode `install` brings it; false where the cluster has one',
    install: true,
    '#image':: 'image without its tag',
    image: versions.alertmanager.image,
    '#version':: 'version of the image, without `v`',
    version: versions.alertmanager.version,
    '#replicas':: 'Alertmanagers that share what they know',
    replicas: if facts.spareNodes then 2 else 1,
    '#retention':: { help: 'how long silences and what was sent are kept', legal: 'duration' },
    retention: '120h',
    '#storage':: { help: 'size of the volume of each replica; unset: the disk of the node, lost with the pod', type: 'string', optional: true, legal: 'quantity' },
    storage: if facts.storageClass then '1Gi' else null,
    '#storage_class':: { help: "class of the volume; unset: the cluster's default", type: 'string', optional: true },
    storage_class: null,
    '#external_url':: { help: 'where people reach it, for links in messages', type: 'string', optional: true },
    external_url: null,
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  },
}
