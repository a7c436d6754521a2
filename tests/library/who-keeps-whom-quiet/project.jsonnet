// The stack says the usual already; causes are added where there are channels.
local mixgen = import 'mixgen/main.libsonnet';

local path = 'routing/alertmanager-config.yaml';
local own = { inhibitions: { mine: { source: { alertname: 'A' }, target: { alertname: 'B' }, equal: ['cluster'] } } };
local environments = mixgen.environments({
  none: { components: ['nats'] },
  own: { components: ['nats'], values: { routing: own } },
  brought: { components: ['nats'], addons: ['discord'] },
  all: { components: ['nats'], addons: ['discord'], stack: { name: 'kube-prometheus', brings+: { inhibitions: false } }, values: { routing: own } },
  off: { components: ['nats'], addons: ['discord'], values: { routing: { inhibit: false } } },
});
{
  problems: environments.mixgen.problems,
} + {
  [name]: if std.objectHas(environments[name], path) then environments[name][path].spec.inhibitRules else 'none'
  for name in ['none', 'own', 'brought', 'all', 'off']
}
