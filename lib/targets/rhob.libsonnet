// Target `rhob`: objects of the observability operator. Its MonitoringStack
// is Prometheus and Alertmanager in one object, and its console shows
// dashboards of Perses.
local beside = import '../beside.libsonnet';
local install = import '../install.libsonnet';
local kustomization = import '../kustomization.libsonnet';
local objects = import '../objects.libsonnet';
local receivers = import '../objects/receivers.libsonnet';
local datasources = import '../rhob/datasources.libsonnet';
local perses = import '../rhob/perses.libsonnet';
local unsaid = import '../unsaid.libsonnet';

local renamed(v, names) = {
  [names[key]]: v[key]
  for key in std.objectFields(names)
  if std.objectHas(v, key) && v[key] != null
};

// Values of the parts of the stack that a MonitoringStack says.
local expressed = {
  alertmanager: ['replicas', 'resources'],
  prometheus: [
    'external_labels',
    'interval',
    'replicas',
    'resources',
    'retention',
    'retention_size',
    'storage',
    'storage_class',
  ],
};

// Channels without the settings that its AlertmanagerConfig does not know.
local older(channel) =
  local newer = std.get(receivers.types[channel.type], 'newer', []);
  channel {
    settings: {
      [key]: channel.settings[key]
      for key in std.objectFields(std.get(channel, 'settings', {}))
      if !std.member(newer, key)
    },
  };

local monitoringStack(model, tools) =
  local prometheus = std.get(model.install, 'prometheus', {});
  local alertmanager = std.get(model.install, 'alertmanager', {});
  local name = model.stack.monitoring_stack;
  {
    apiVersion: 'monitoring.rhobs/v1alpha1',
    kind: 'MonitoringStack',
    metadata: tools.meta('monitoring-stack', name, model.common.namespace) { name: name },
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

// Where the console's dashboards find the series.
local datasource(model, tools) =
  local name = model.stack.monitoring_stack;
  local url = 'http://%s-prometheus.%s.svc:9090' % [name, model.common.namespace];
  datasources.one(model, tools, 'monitoring-stack', { name: name, type: 'prometheus', url: url }, true);

{
  '#doc':: "In mode `install` the tree holds a MonitoringStack, from which the observability operator makes Prometheus and Alertmanager under an API group of their own, so that nothing of OpenShift's own monitoring is touched. Exemplars, evaluation intervals and links to the outside have no field there.",

  documents(model)::
    local all = objects(model {
      // A MonitoringStack reads the objects beside it, so it comes where they are.
      stack+: if model.mode == 'join' then {} else {
        reader+: { namespace: model.common.namespace, sees: [model.common.namespace] },
      },
      channels: { [name]: older(model.channels[name]) for name in std.objectFields(model.channels) },
      workloads: {
        [part]: model.workloads[part]
        for part in std.objectFields(model.workloads)
        if !std.member(inStack, part)
      },
    }, 'monitoring.rhobs');
    local documents =
      all.workloads + all.monitors + all.probes + all.channels + all.rules + all.logs
      + beside(model, all.tools, inStack)
      + install.further(model, all.tools)
      + perses.documents(model, all.tools)
      + datasources.documents(model, all.tools)
      + {
        [if model.mode == 'install' then 'monitoring-stack/monitoring-stack.yaml']: monitoringStack(model, all.tools),
        [if model.mode == 'install' then 'monitoring-stack/perses-datasource.yaml']: datasource(model, all.tools),
      };
    documents { 'kustomization.yaml': kustomization(documents) },

  unsaid(model)::
    unsaid.values(model, expressed, 'a MonitoringStack has no field for it')
    + unsaid.modules(model)
    + unsaid.newer(model)
    + unsaid.zones(model)
    + unsaid.unscraped(model)
    + unsaid.logs(model)
    + unsaid.spans(model)
    + unsaid.unwritten(model)
    + perses.unsaid(model)
    + datasources.unsaid(model),
}
