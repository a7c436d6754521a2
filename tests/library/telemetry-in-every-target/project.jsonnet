// Tempo, Jaeger, the collector, Pyroscope and Parca in every target: what is
// written for each, and what is scraped where they are there already.
local mixgen = import 'mixgen/main.libsonnet';

local components = ['jaeger', 'otel-collector', 'parca', 'pyroscope', 'tempo'];
local brought = { components: components, values: { [name]: { install: true } for name in components } };
local there = { components: components };

local environments = mixgen.environments({
  crd: brought { mode: 'install', platform: 'k3d' },
  helm: brought { target: 'helm' },
  join: brought { platform: 'okd' },
  'join-files': brought { target: 'plain', mode: 'join' },
  plain: brought { target: 'plain' },
  rhob: brought { target: 'rhob' },
  there: there,
  'there-files': there { target: 'plain', mode: 'join' },
});

local ofOurs(documents) = [
  path
  for path in std.objectFields(documents)
  if std.any([std.startsWith(path, name + '/') for name in components]) && std.length(std.findSubstr('dashboard', path)) == 0
];
local scraped(documents) = {
  [name]: std.get(documents, '%s/pod-monitor.yaml' % name, { spec: { podMetricsEndpoints: [], selector: {} } }).spec
  for name in components
};
{
  problems: environments.mixgen.problems,
  paths: { [name]: ofOurs(environments[name]) for name in std.objectFields(environments) },
  ports: {
    [env]: {
      [name]: [endpoint.port for endpoint in scraped(environments[env])[name].podMetricsEndpoints]
      for name in components
    }
    for env in ['crd', 'join', 'there']
  },
  open: {
    [name]: [
      [port.port for port in rule.ports]
      for rule in environments.crd['%s/network-policy.yaml' % name].spec.ingress
    ]
    for name in components
  },
  statefulSets: {
    [name]: {
      local pod = environments.join['%s/stateful-set.yaml' % name].spec.template.spec,
      args: pod.containers[0].args,
      image: pod.containers[0].image,
      ids: std.get(pod.securityContext, 'runAsUser'),
    }
    for name in ['jaeger', 'parca', 'pyroscope', 'tempo']
  },
  targets: {
    [config.job_name]: config.static_configs[0].targets
    for config in environments.plain['prometheus.yml'].scrape_configs
    if std.member(components, config.job_name)
  },
}
