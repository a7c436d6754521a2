local mixgen = import 'mixgen/main.libsonnet';

local app = {
  name: 'app',
  model: {
    workloads: {
      rights: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'app' }, rules: [] },
      config: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', namespace: 'elsewhere' } },
    },
  },
};
mixgen.environments({
  objects: { tenant: 'shop', components: ['nats', app] },
  targets: { tenant: 'shop', components: ['nats'], values: { nats+: { namespace: 'nats' } } },
  common: { tenant: 'shop', components: ['nats'], values: { common+: { namespace: 'monitoring' } } },
})
