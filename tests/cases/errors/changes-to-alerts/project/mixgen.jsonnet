local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  lab: {
    values: {
      alerts: {
        KubePersistentVolumeFillingUp: { 'for': '2h' },
        KubePodNotReady: { where: { severity: 'info' }, 'for': '1m' },
      },
      kubernetes: { config: { podNotReadFor: '5m' } },
    },
  },
})
