local mixgen = import 'mixgen/main.libsonnet';

local ops = (import 'mixgen/addons/discord.libsonnet') { name: 'discord-ops' };
local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord', ops],
    values: { 'discord-ops': { severities: ['info'], title: 'T', message: 'M', webhook+: { secret: 'discord-ops' } } },
  },
});
{
  problems: environments.mixgen.problems,
  ops: environments.k3d['discord-ops/alertmanager-config.yaml'],
  severities: environments.k3d['discord/alertmanager-config.yaml'].spec.route.matchers,
}
