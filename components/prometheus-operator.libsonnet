local versions = import '../lib/versions.libsonnet';

(import '../lib/watched.libsonnet') + {
  local c = self,
  name: 'prometheus-operator',
  help: 'The Prometheus operator and its reloaders, watched by Prometheus: it makes Prometheus and Alertmanager of what is written in the cluster. Mode `install` brings it.',
  values+: {
    '#install':: 'whether mode `install` brings it; false where the cluster has one: two would fight over the same objects',
    install: true,
    '#image':: 'image without its tag',
    image: versions['prometheus-operator'].image,
    '#version':: 'version of the image, without `v`',
    version: versions['prometheus-operator'].version,
    '#reloader':: 'image that reloads the configuration, in the pods of Prometheus and Alertmanager',
    reloader: '%(image)s:v%(version)s' % versions['prometheus-config-reloader'],
    '#namespaces':: { help: 'namespaces whose monitors, rules and channels it reads; none: all', legal: 'namespaces' },
    namespaces: [],
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '50m', memory: '100Mi' }, limits: { memory: '300Mi' } },
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/prometheus-operator/mixin.libsonnet',
  },
  model+: {
    config: { prometheusOperatorSelector: c.selector } + super.config,
  },
}
