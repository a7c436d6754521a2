// Promtail is never brought: it is watched where it is, and its end is said.
local mixgen = import 'mixgen/main.libsonnet';

local made = mixgen.environments({
  here: { mode: 'install', platform: 'k3d', components: ['loki', 'promtail'] },
});
{
  paths: [path for path in std.objectFields(made.here) if std.startsWith(path, 'promtail/')],
  monitor: made.here['promtail/pod-monitor.yaml'].spec,
  warnings: made.mixgen.warnings,
}
