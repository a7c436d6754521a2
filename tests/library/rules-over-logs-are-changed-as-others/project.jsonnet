// What changes alerts changes those over logs: by name, by a threshold that
// the mixin knows, and by leaving them out.
local mixgen = import 'mixgen/main.libsonnet';

local base = { components: ['loki'], target: 'plain' };
local made = mixgen.environments({
  changed: base {
    values: {
      alerts: { LogErrorShareHigh: { 'for': '1h', severity: 'critical', threshold: 80, labels: { team: 'shop' } } },
      common: { grafana: 'https://grafana.example.org' },
      labels: { alerts: { site: 'a' } },
    },
  },
  dropped: base { values: { loki: { drop+: { alerts: ['LogErrorShareHigh'] } } } },
  disabled: base { values: { alerts: { LogErrorShareHigh: { disabled: { reason: 'all of it is known' } } } } },
});
local refused = mixgen.environments({
  literal: base {
    values: {
      alerts: { Theirs: { threshold: 80 } },
      loki: { mixin: { lokiRules:: { groups: [{ name: 'theirs', rules: [{ alert: 'Theirs', expr: 'rate({a="b"}[5m]) > 1' }] }] } } },
    },
  },
});
{
  changed: made.changed['loki/rules/fake/loki.yml'],
  dropped: std.objectHas(made.dropped, 'loki/rules/fake/loki.yml'),
  disabled: std.objectHas(made.disabled, 'loki/rules/fake/loki.yml'),
  refused: refused.mixgen.problems,
}
