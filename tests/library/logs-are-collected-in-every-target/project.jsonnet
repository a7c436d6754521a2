// Loki and Alloy are brought in every target and mode, or are there already.
local mixgen = import 'mixgen/main.libsonnet';

local base = { components: ['alloy', 'loki'] };
local bring = { alloy: { install: true }, loki: { install: true } };
local made = mixgen.environments({
  crd: base { mode: 'install', platform: 'kubeadm' },
  elsewhere: base { values: { alloy: { install: true, loki: 'https://logs.example.org/', namespaces: ['shop'] } } },
  files: base { target: 'plain' },
  files_join: base { target: 'plain', mode: 'join', values: bring },
  helm: base { target: 'helm' },
  join: base { values: bring },
  okd: base { platform: 'okd', values: bring },
  rhob: base { target: 'rhob' },
  watch: base { values: { loki: { url: 'http://loki.loki.svc:3100' } } },
});

local isOf(part, path) = std.startsWith(path, part + '/') && !std.startsWith(path, part + '/dashboard');
{
  paths: {
    [name]: [path for path in std.objectFields(made[name]) if isOf('loki', path) || isOf('alloy', path)]
    for name in std.objectFields(made)
  },
  warnings: made.mixgen.warnings,
  collected: {
    kubernetes: made.join['alloy/config-map.yaml'].data['config.alloy'],
    some: made.elsewhere['alloy/config-map.yaml'].data['config.alloy'],
    files: made.files['alloy/config.alloy'],
  },
  rights: {
    everywhere: made.join['alloy/cluster-role.yaml'].rules,
    shop: made.elsewhere['alloy/role-shop.yaml'],
  },
  pods: {
    alloy: made.join['alloy/daemon-set.yaml'].spec.template.spec,
    ids: {
      join: made.join['loki/stateful-set.yaml'].spec.template.spec.securityContext,
      okd: made.okd['loki/stateful-set.yaml'].spec.template.spec.securityContext,
    },
  },
  loki: {
    kubernetes: std.parseYaml(made.join['loki/config-map.yaml'].data['loki.yml']),
    files: made.files['loki/loki.yml'],
  },
  reach: {
    crd: made.crd['loki/network-policy.yaml'].spec.ingress,
    helm: made.helm['loki/network-policy.yaml'].spec.ingress,
    okd: made.okd['loki/network-policy.yaml'].spec.ingress,
  },
  scraped: {
    crd: made.crd['loki/pod-monitor.yaml'].spec,
    files: [config for config in made.files['prometheus.yml'].scrape_configs if config.job_name == 'loki'],
    rhob: made.rhob['loki/pod-monitor.yaml'].spec,
    watch: made.watch['loki/pod-monitor.yaml'].spec,
  },
  readme: made.files['README.md'],
}
