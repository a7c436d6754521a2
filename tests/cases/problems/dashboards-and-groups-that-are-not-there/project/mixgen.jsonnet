local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      etcd: {
        dashboards: { 'etc.json': { folder: 'Databases' }, 'etcd.json': { foldr: 'Databases', drop: 'yes' } },
        alerts: { 'etcd.alert': { drop: true } },
      },
    },
  },
})
