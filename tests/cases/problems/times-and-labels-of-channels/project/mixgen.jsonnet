local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord', 'slack'],
    values: {
      discord: { mute: ['nigths'], match: { team: 1 } },
      slack: { active: ['nights'], match: { team: { nott: 'web' } } },
      routing: {
        time_intervals: {
          nights: [
            { times: [{ start_time: '22:00', end_time: '06:00' }], weekdays: ['mon'] },
            { days: ['1:5'], months: ['january:smarch'], days_of_month: ['0', '40'], years: '2026' },
          ],
        },
        inhibitions: {
          node: { source: { alertname: 'NodeDown' }, targt: { severity: 'warning' } },
        },
      },
    },
  },
})
