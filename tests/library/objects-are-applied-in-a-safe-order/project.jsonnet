local mixgen = import 'mixgen/main.libsonnet';

local app = {
  name: 'app',
  model: {
    workloads: {
      app: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'app' } },
      space: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'space' } },
    },
  },
};
mixgen.environments({
  k3d: { components: ['etcd', app], addons: ['discord'] },
}).k3d['kustomization.yaml']
