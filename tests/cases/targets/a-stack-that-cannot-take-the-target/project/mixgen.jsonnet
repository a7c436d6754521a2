local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { components: ['etcd'], target: 'helm', stack: 'kube-prometheus' },
  lab: { components: ['etcd'], stack: { name: 'kube-prometheus', targets: ['plain'] } },
  chart: { components: ['etcd'], stack: 'kube-prometheus-stack', mode: 'install' },
})
