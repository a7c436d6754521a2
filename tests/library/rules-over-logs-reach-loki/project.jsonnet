// Rules in LogQL go where the Loki of the environment looks for them; without
// one they are left out, and a note says so.
local mixgen = import 'mixgen/main.libsonnet';

local shop = {
  name: 'shop',
  help: 'A mixin with rules over logs.',
  requires: [],
  values: {
    mixin: {
      lokiRules+:: {
        groups+: [
          {
            name: 'shop-logs',
            interval: '2m',
            query_offset: '1m',
            rules: [
              { record: 'shop:refused:rate5m', expr: 'sum(rate({app="shop"} |= `refused` [5m]))' },
              { alert: 'ShopRefused', expr: 'sum(rate({app="shop"} |= `refused` [5m])) > 1', 'for': '5m', keep_firing_for: '5m', labels: { severity: 'warning' } },
            ],
          },
        ],
      },
    },
  },
};
local base = { components: ['loki', shop], addons: [], values: { loki: { drop+: { dashboards: ['*'], alerts: ['logs.alerts'] } } } };
local made = mixgen.environments({
  brought: base { values+: { loki+: { install: true } } },
  files: base { target: 'plain' },
  files_join: base { target: 'plain', mode: 'join', values+: { loki+: { tenant: 'shop' } } },
  helm: base { target: 'helm' },
  nobody: base { components: [shop], values: {} },
  none: base { values+: { loki+: { rules: 'none' } } },
  operator: base { platform: 'okd', values+: { common: { namespace: 'shop' } } },
  sidecar: base { values+: { loki+: { namespace: 'logs' } } },
  tenant: base { tenant: 'shop' },
});

local ofLogs(documents) = {
  [path]: documents[path]
  for path in std.objectFields(documents)
  if std.length(std.findSubstr('ShopRefused', std.toString(documents[path]))) > 0
};
{
  [name]: ofLogs(made[name])
  for name in std.objectFields(made)
} + { notes: { [name]: made.mixgen.notes[name] for name in ['brought', 'nobody', 'none', 'tenant'] } }
