// The environments whose output is committed in out/.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  components: ['cockroachdb', 'etcd', 'kubernetes', 'nats'],
  addons: ['discord', 'opsgenie'],
};

local probes = {
  components: ['blackbox'],
  addons: ['discord'],
  values: { blackbox: { probes: { website: { targets: ['https://example.org'] } } } },
};

mixgen.environments({
  k3d: base { platform: 'k3d' },
  install: {
    platform: 'k3d',
    mode: 'install',
    components: ['kubernetes'],
    addons: ['discord'],
    values: {
      prometheus: { retention: '2d', storage: '10Gi' },
    },
  },
  okd: base { platform: 'okd' },
  gke: base {
    platform: 'gke',
    addons+: ['email'],
    values: {
      email: {
        to: 'oncall@example.org',
        from: 'alerts@example.org',
        smarthost: 'smtp.example.org:587',
      },
    },
  },
  chart: probes { target: 'helm', platform: 'kubeadm' },
  files: probes { target: 'plain' },
})
