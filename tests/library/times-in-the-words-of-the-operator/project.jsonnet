local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord', 'slack'],
    values: {
      discord: { mute: ['nights'], active: ['weekdays'] },
      routing: {
        time_intervals: {
          nights: [{ times: [{ start_time: '22:00', end_time: '24:00' }], location: 'Europe/Berlin' }],
          weekdays: [{ weekdays: ['monday:friday'], days_of_month: ['1:5', '-1'], months: ['january:march', '12'], years: ['2026'] }],
          unused: [{ weekdays: ['sunday'] }],
        },
      },
    },
  },
});
local discord = environments.k3d['discord/alertmanager-config.yaml'].spec;
{
  problems: environments.mixgen.problems,
  warnings: environments.mixgen.warnings,
  route: { [key]: discord.route[key] for key in ['activeTimeIntervals', 'muteTimeIntervals'] },
  intervals: discord.muteTimeIntervals,
  slack: std.objectHas(environments.k3d['slack/alertmanager-config.yaml'].spec, 'muteTimeIntervals'),
}
