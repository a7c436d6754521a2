local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  lab: {
    mode: 'install',
    values: {
      prometheus: { retention: '2 weeks', storage: '20GB', replicas: 0, external_url: 'prometheus.example.org', namespaces: ['Team_A'] },
      alertmanager: { replicas: 1.5 },
      grafana: { host: 'grafana/', datasources: { Tempo: 'http://tempo' }, admin: { secret: 'admin', password: 'hunter2' }, storge: '1Gi' },
      'kube-state-metrics': { objects: ['pods', 'deployment'] },
      'node-exporter': { port: 91000 },
    },
  },
})
