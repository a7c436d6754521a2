// Nodes that are containers of one host report that host: an alert about it
// comes once, and what a container cannot see has none.
local mixgen = import 'mixgen/main.libsonnet';
local environments = mixgen.environments({
  apart: { platform: 'kubeadm', mode: 'install' },
  together: { platform: 'kind', mode: 'install' },
});
local alerts(name) = [rule for group in environments.mixgen.models[name].alerts['node-exporter'] for rule in group.rules];
local some = ['NodeFilesystemAlmostOutOfSpace', 'NodeSystemSaturation'];
{
  problems: environments.mixgen.problems,
  'only apart': std.setDiff(std.set([rule.alert for rule in alerts('apart')]), std.set([rule.alert for rule in alerts('together')])),
  'once for the host': std.all([std.startsWith(rule.expr, 'max without (instance, node, pod') for rule in alerts('together')]),
  some: {
    [name]: [
      { expr: rule.expr, description: rule.annotations.description }
      for rule in alerts(name)
      if std.member(some, rule.alert) && rule.labels.severity == 'warning'
    ]
    for name in ['apart', 'together']
  },
}
