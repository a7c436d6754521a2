local mixgen = import 'mixgen/main.libsonnet';

[
  problem { known: std.member(problem.known, 'etcd/pod-monitor.yaml') }
  for problem in mixgen.environments({
    k3d: { components: ['etcd'], documents: { 'etcd/podmonitor.yaml'+: { spec+: {} } } },
  }).mixgen.problems
]
