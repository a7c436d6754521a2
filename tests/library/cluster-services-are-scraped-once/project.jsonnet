// Who scrapes CoreDNS, Traefik and k3s, and under which job their rules look, by platform, mode,
// stack and target.
local mixgen = import 'mixgen/main.libsonnet';
local services = ['coredns', 'k3s-supervisor', 'traefik'];
local with(more) = { components: services + ['kubernetes'], platform: 'k3d' } + more;
local environments = mixgen.environments({
  'k3d-join': with({}),
  'k3d-chart': with({ stack: 'kube-prometheus-stack' }),
  'k3d-helm': with({ target: 'helm' }),
  'k3d-install': with({ mode: 'install' }),
  'k3d-install-without-kubernetes': with({ mode: 'install', components: services }),
  'k3d-rhob': with({ target: 'rhob' }),
  'k3d-plain': with({ target: 'plain' }),
  'k3s-with-etcd': with({ platform: (import 'mixgen/platforms/k3s.libsonnet') { facts+: { controlPlaneEtcd: true } } }),
  kubeadm: with({ platform: 'kubeadm' }),
  gke: with({ platform: 'gke' }),
  'gke-that-differs': with({ platform: (import 'mixgen/platforms/gke.libsonnet') { facts+: { coredns: true } } }),
  okd: with({ platform: 'okd' }),
  eks: with({ platform: 'eks', mode: 'install', stack: 'kube-prometheus' }),
  'no-platform': with({ platform: null }),
});
local model(name) = environments.mixgen.models[name];
local scrapers(documents) = {
  [path]: std.get(documents[path].spec, 'namespaceSelector', 'its own')
  for path in std.objectFields(documents)
  if std.isObject(documents[path])
     && std.member(['PodMonitor', 'ServiceMonitor'], std.get(documents[path], 'kind'))
};
{
  problems: environments.mixgen.problems,
  warnings: [
    { environments: warning.environments, said: said }
    for warning in environments.mixgen.warnings
    for said in [std.get(warning, 'message', std.get(warning, 'what'))]
    if std.any([std.length(std.findSubstr('`%s`' % part, said)) > 0 for part in services])
  ],
} + {
  [name]: {
    local documents = environments[name],
    monitors: scrapers(documents),
    jobs:
      if std.objectHas(documents, 'prometheus.yml') then [config.job_name for config in documents['prometheus.yml'].scrape_configs if std.member(services, config.job_name)]
      else if std.objectHas(documents, 'values.yaml') then [monitor.name for monitor in documents['values.yaml'].prometheus.additionalPodMonitors]
      else [],
    groups: { [part]: [group.name for group in model(name).alerts[part]] for part in services },
    asked: [
      rule.expr
      for group in model(name).alerts.coredns
      for rule in group.rules
      if rule.alert == 'CoreDNSPanics'
    ],
    dashboards: { [part]: std.objectFields(model(name).dashboards[part]) for part in services },
  }
  for name in std.objectFields(environments)
}
