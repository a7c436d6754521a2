local mixgen = import 'mixgen/main.libsonnet';

local base = { components: ['etcd'], addons: ['opsgenie'] };
mixgen.environments({
  a: base,
  b: base,
  c: base { values: { opsgenie: { api_url: 'https://api.atlassian.com/jsm/ops/integration/' } } },
}).mixgen.warnings
