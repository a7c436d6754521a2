// Target `rhob`: objects of the observability operator. Its MonitoringStack
// is Prometheus and Alertmanager in one object, and its console shows
// dashboards of Perses.
local install = import '../install.libsonnet';
local kustomization = import '../kustomization.libsonnet';
local objects = import '../objects.libsonnet';
local perses = import '../rhob/perses.libsonnet';
local unsaid = import '../unsaid.libsonnet';

local renamed(v, names) = {
  [names[key]]: v[key]
  for key in std.objectFields(names)
  if std.objectHas(v, key) && v[key] != null
};

local monitoringStack(model, tools) =
  local prometheus = std.get(model.install, 'prometheus', {});
  local alertmanager = std.get(model.install, 'alertmanager', {});
  local name = model.stack.monitoring_stack;
  {
    apiVersion: 'monitoring.rhobs/v1alpha1',
    kind: 'MonitoringStack',
    metadata: tools.meta('monitoring-stack', name, model.stack.namespace) { name: name },
    spec: renamed(prometheus, {
      resources: 'resources',
      retention: 'retention',
      retention_size: 'retentionSize',
    }) + {
      resourceSelector: { matchLabels: model.stack.labels.rules },
      alertmanagerConfig: renamed(alertmanager, { replicas: 'replicas', resources: 'resources' }) + {
        [if alertmanager == {} then 'disabled']: true,
        // Objects beside the Alertmanager are everybody's, those of other
        // namespaces hear of their own alerts only.
        matcherStrategy: { type: 'OnNamespaceExceptForAlertmanagerNamespace' },
      },
      prometheusConfig: renamed(prometheus, {
        external_labels: 'externalLabels',
        interval: 'scrapeInterval',
        replicas: 'replicas',
      }) + {
        [if std.get(prometheus, 'storage') != null then 'persistentVolumeClaim']: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: prometheus.storage } },
          [if prometheus.storage_class != null then 'storageClassName']: prometheus.storage_class,
        },
      },
    },
  };

// What the operator makes of a MonitoringStack.
local inStack = ['alertmanager', 'prometheus', 'prometheus-operator'];

{
  documents(model)::
    local all = objects(model { workloads: {
      [part]: model.workloads[part]
      for part in std.objectFields(model.workloads)
      if !std.member(inStack, part)
    } }, 'monitoring.rhobs');
    local documents =
      all.workloads + all.monitors + all.probes + all.channels + all.rules
      + perses.documents(model, all.tools)
      + install.some(model, all.tools, ['blackbox-exporter', 'kube-state-metrics', 'node-exporter'])
      + {
        [if model.mode == 'install' then 'monitoring-stack/monitoring-stack.yaml']: monitoringStack(model, all.tools),
      };
    documents { 'kustomization.yaml': kustomization(documents) },

  unsaid(model):: unsaid.ofMonitoringStack(model) + perses.unsaid(model),
}
