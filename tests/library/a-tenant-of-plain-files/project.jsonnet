// The same for the plain binaries, by a label of the tenant's own.
local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  shop: {
    target: 'plain',
    tenant: { name: 'shop', label: 'team', value: 'a "b" \\ c', samples: 500 },
    components: ['nats'],
  },
});
{
  scrape: [s for s in environments.shop['prometheus.yml'].scrape_configs if s.job_name == 'nats'],
  rule: environments.shop['rules/nats.yml'].groups[0].rules[0],
  problems: environments.mixgen.problems,
}
