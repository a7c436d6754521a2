local mixgen = import 'mixgen/main.libsonnet';

local app = {
  name: 'app',
  model: {
    workloads: {
      app: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'app' },
        spec: {
          template: {
            spec: {
              securityContext: { runAsUser: 1000, fsGroup: 2000 },
              containers: [{ name: 'app', image: 'app', securityContext: { runAsUser: 1000, readOnlyRootFilesystem: true } }],
            },
          },
        },
      },
    },
  },
};
local environments = mixgen.environments({
  k3d: { platform: 'k3d', components: [app] },
  okd: { platform: 'okd', components: [app] },
});
{ [name]: environments[name]['app/deployment.yaml'].spec.template.spec for name in ['k3d', 'okd'] }
