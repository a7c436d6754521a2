// A platform that kube-prometheus lacks, for those who stay with its object: a
// function from one of our platforms to a patch of that object. Facts decide,
// by the same conclusions as in our component `kubernetes`.
//
//   local kp =
//     (import 'kube-prometheus/main.libsonnet')
//     + (import 'mixgen/platforms/kube-prometheus/k3d.libsonnet')
//     + { values+:: { … } };
local kubernetes = import '../../components/kubernetes.libsonnet';
local defaults = import '../facts.libsonnet';
local restricted = import '../restricted.libsonnet';
local stacks = import '../stacks.libsonnet';

// Names of alerts, groups and dashboards that a platform does not have.
local withoutFor(facts) =
  local component = kubernetes { environment:: { facts: facts, stack: stacks.base, common: { runbooks: '' } } };
  local drops = component.model.drop;
  function(what) std.set(std.flattenArrays([std.get(drops[key], what, []) for key in std.objectFields(drops)]));

local keep(groups, names) = [
  group
  for all in groups
  if !std.member(names, all.name)
  for group in [all { rules: [rule for rule in all.rules if !std.member(names, std.get(rule, 'alert', ''))] }]
  if group.rules != []
];

// Fields that an object must not show: they are still there for those who
// read them, but nobody applies them.
local hide = {
  controllerManager: { kubernetesControlPlane+: { serviceMonitorKubeControllerManager:: super.serviceMonitorKubeControllerManager } },
  scheduler: { kubernetesControlPlane+: { serviceMonitorKubeScheduler:: super.serviceMonitorKubeScheduler } },
  coredns: { kubernetesControlPlane+: { serviceMonitorCoreDNS:: super.serviceMonitorCoreDNS } },
  hostAccess: {
    nodeExporter+: {
      clusterRole:: super.clusterRole,
      clusterRoleBinding:: super.clusterRoleBinding,
      daemonset:: super.daemonset,
      networkPolicy:: super.networkPolicy,
      prometheusRule:: super.prometheusRule,
      service:: super.service,
      serviceAccount:: super.serviceAccount,
      serviceMonitor:: super.serviceMonitor,
    },
  },
};

// One of each, where a second one would be lost with the first.
local single = {
  values+:: {
    alertmanager+: { replicas: 1 },
    prometheus+: { replicas: 1 },
    prometheusAdapter+: { replicas: 1 },
  },
};

local withoutIds = {
  alertmanager+: { alertmanager+: { spec+: { securityContext: restricted.ids(super.securityContext) } } },
  blackboxExporter+: { deployment: restricted.workload(super.deployment) },
  grafana+: { deployment: restricted.workload(super.deployment) },
  kubeStateMetrics+: { deployment: restricted.workload(super.deployment) },
  prometheus+: { prometheus+: { spec+: { securityContext: restricted.ids(super.securityContext) } } },
  prometheusAdapter+: { deployment: restricted.workload(super.deployment) },
  prometheusOperator+: { deployment: restricted.workload(super.deployment) },
};

// The platform has an operator of its own: this one keeps to one namespace,
// or both would act on all objects.
local ownNamespace = {
  local kp = self,
  prometheusOperator+: {
    deployment+: {
      spec+: {
        template+: {
          spec+: {
            containers: [
              if container.name == 'prometheus-operator'
              then container { args+: ['--namespaces=' + kp.values.prometheusOperator.namespace] }
              else container
              for container in super.containers
            ],
          },
        },
      },
    },
  },
};

function(platform)
  local facts = defaults + platform.facts;
  local without = withoutFor(facts);
  local groups = without('alerts') + without('rules');
  local boards(all) = { [name]: all[name] for name in std.objectFields(all) if !std.member(without('dashboards'), name) };
  std.foldl(
    function(all, some) all + some,
    [hide[fact] for fact in std.objectFields(hide) if !facts[fact]],
    {
      kubernetesControlPlane+: {
        prometheusRule+: { spec+: { groups: keep(super.groups, groups) } },
      },
      values+:: {
        grafana+: { dashboards: boards(super.dashboards) },
      },
    }
  )
  + (if facts.spareNodes then {} else single)
  + (if facts.fixedIds then {} else withoutIds)
  + (if facts.kubeSystem then {} else ownNamespace)
