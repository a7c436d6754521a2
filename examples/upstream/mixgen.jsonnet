// Mixins of other people, pinned by commit: in place of ours, beside ours, and
// for what mixgen does not know.
local mixgen = import 'mixgen/main.libsonnet';
local ours = import 'mixgen/lib/mixins/nats/mixin.libsonnet';
// A folder of dashboards without any Jsonnet: `mixgen vendor` makes a mixin of it.
local theirs = import 'mixgen-vendor/github.com/nats-io/prometheus-nats-exporter/walkthrough/mixin.libsonnet';

mixgen.environments({
  shop: {
    platform: 'kubeadm',
    components: ['etcd', 'nats', import 'components/certificates.libsonnet'],
    // Takes etcd's own mixin in place of ours.
    addons: ['slack', 'upstream-mixins'],
    values: {
      slack: { channel: '#shop-alerts' },
      nats: { mixin: ours { grafanaDashboards+: theirs.grafanaDashboards } },
      certificates: { config: { certManagerCertExpiryRenewalElapsedThreshold: 0.5 } },
      // A change to an alert holds for any mixin.
      alerts: { etcdNoLeader: { 'for': '5m' } },
    },
  },
})
