local versions = import '../lib/versions.libsonnet';

{
  local c = self,
  name: 'blackbox-exporter',
  help: 'The blackbox exporter, which asks services from outside. Mode `install` brings it; the probes are a component of their own.',
  requires: [],
  values: {
    '#install':: 'whether mode `install` brings it; false where there is one',
    install: true,
    '#image':: 'image without its tag',
    image: versions['blackbox-exporter'].image,
    '#version':: 'version of the image, without `v`',
    version: versions['blackbox-exporter'].version,
    '#replicas':: { help: 'pods that probe', legal: 'count' },
    replicas: 1,
    '#modules':: { help: 'modules beside those of the probes, by name, in the words of blackbox.yml', map: true, items: 'object' },
    modules: {},
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '10m', memory: '24Mi' }, limits: { memory: '64Mi' } },
  },
}
