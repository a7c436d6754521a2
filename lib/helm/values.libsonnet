// Values of the chart kube-prometheus-stack (88.5). Helm merges maps and
// replaces lists, so every list here is complete.
local alertmanager = import '../alertmanager.libsonnet';
local datasources = import '../datasources.libsonnet';
local groups = import '../groups.libsonnet';
local monitors = import '../objects/monitors.libsonnet';
local scraping = import '../plain/scrape.libsonnet';
local escaped = import './escaped.libsonnet';
local spared = import './spared.libsonnet';

// Groups of the chart's default rules that hold the same names as a part of
// ours.
local switches = {
  alertmanager: ['alertmanager'],
  etcd: ['etcd'],
  kubernetes: [
    'k8sContainerCpuUsageSecondsTotal',
    'k8sContainerMemoryCache',
    'k8sContainerMemoryRss',
    'k8sContainerMemoryWorkingSetBytes',
    'k8sContainerResource',
    'k8sPodOwner',
    'kubeApiserverAvailability',
    'kubeApiserverBurnrate',
    'kubeApiserverHistogram',
    'kubeApiserverSlos',
    'kubeControllerManager',
    'kubeProxy',
    'kubeSchedulerAlerting',
    'kubeSchedulerRecording',
    'kubelet',
    'kubernetesApps',
    'kubernetesResources',
    'kubernetesStorage',
    'kubernetesSystem',
  ],
  'kube-state-metrics': ['kubeStateMetrics'],
  'node-exporter': ['network', 'nodeExporterAlerting', 'nodeExporterRecording'],
  prometheus: ['prometheus'],
  'prometheus-operator': ['configReloaders', 'prometheusOperator'],
};

// The chart's targets of the control plane, by the fact that says whether
// they can be scraped.
local controlPlane = {
  kubeControllerManager: 'controllerManager',
  kubeEtcd: 'controlPlaneEtcd',
  kubeProxy: 'proxy',
  kubeScheduler: 'scheduler',
  coreDns: 'coredns',
};

local volume(v) = {
  volumeClaimTemplate: {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: v.storage } },
      [if v.storage_class != null then 'storageClassName']: v.storage_class,
    },
  },
};

// Values under new names, without those that are unset.
local renamed(v, names) = {
  [names[key]]: v[key]
  for key in std.objectFields(names)
  if std.objectHas(v, key) && !std.member([null, {}], v[key])
};

local file(reference) = '/etc/alertmanager/secrets/%s/%s' % [reference.secret, reference.key];

{
  '#routing':: "Alertmanager's configuration, as the chart mounts it.",
  routing(model):: alertmanager.plain(model, file, '/etc/alertmanager/config/'),

  values(model)::
    local installed(part) = std.get(model.install, part, {});
    local has(part) = std.objectHas(model.install, part);
    local routing = self.routing(model);
    local withRules = [part for part in std.objectFields(model.alerts) if model.alerts[part] + model.rules[part] != []];
    local named = monitors.specs(model);
    local static = scraping(model { scrape: { [name]: model.scrape[name] for name in std.objectFields(model.scrape) if std.member(['annotations', 'static'], model.scrape[name].from) } }, model.plain { discovery: 'kubernetes', kubeconfig: '' }, file);
    local configs = [static.scrape[name] for name in std.objectFields(static.scrape)]
                    + [static.probes[name] for name in std.objectFields(static.probes)];
    local prometheus = installed('prometheus');
    local alertmanager = installed('alertmanager');
    local grafana = installed('grafana');
    local exemplars = std.get(prometheus, 'exemplars', 0);
    local features = std.get(prometheus, 'features', []) + (if exemplars > 0 then ['exemplar-storage'] else []);
    // The chart makes that of its Prometheus itself.
    local chart = { [if has('prometheus') then 'Prometheus']: datasources.prometheus('', model.common.interval) };
    local sources = datasources.file(model, datasources.own(model, chart)).datasources;
    local traces = std.get(datasources.of(model, chart), 'Prometheus', { jsonData: {} }).jsonData;
    local off = std.flattenArrays([std.get(switches, part, []) for part in withRules]);
    local rules(part) =
      local objects = groups.objects(groups.of(model, part));
      {
        [model.common.prefix + part + (if i == 0 then '' else '-%d' % (i + 1))]: {
          groups: objects[i],
          [if model.labels != {} then 'additionalLabels']: model.labels,
        }
        for i in std.range(0, std.length(objects) - 1)
      };
    {
      namespaceOverride: model.common.namespace,
      [if model.labels != {} then 'commonLabels']: model.labels,
      [if off != [] then 'defaultRules']: { rules: { [switch]: false for switch in off } },
      additionalPrometheusRulesMap: std.foldl(function(all, part) all + rules(part), withRules, {}),
      alertmanager: {
        enabled: has('alertmanager'),
        config: routing.config,
        [if routing.templates != {} then 'templateFiles']: routing.templates,
        alertmanagerSpec: escaped(
          renamed(alertmanager, {
            replicas: 'replicas',
            retention: 'retention',
            external_url: 'externalUrl',
          }) + { [if std.get(alertmanager, 'storage') != null then 'storage']: volume(alertmanager) }
        ) + renamed(alertmanager, { resources: 'resources' }) + {
          secrets: std.set([reference.secret for reference in routing.secrets]),
        },
      },
      prometheus: {
        enabled: has('prometheus'),
        prometheusSpec:
          escaped(
            renamed(prometheus, {
              replicas: 'replicas',
              retention: 'retention',
              retention_size: 'retentionSize',
              interval: 'scrapeInterval',
              evaluation_interval: 'evaluationInterval',
              external_labels: 'externalLabels',
              external_url: 'externalUrl',
            })
            + { [if std.get(prometheus, 'storage') != null then 'storageSpec']: volume(prometheus) }
            + {
              [if features != [] then 'enableFeatures']: std.set(features),
              [if model.writes != {} then 'enableRemoteWriteReceiver']: true,
              additionalScrapeConfigs: configs,
            }
          )
          + renamed(prometheus, { resources: 'resources' })
          + { [if exemplars > 0 then 'exemplars']: { maxSize: exemplars } },
        additionalPodMonitors: [
          { name: model.common.prefix + name } + named[name].spec
          for name in std.objectFields(named)
          if named[name].kind == 'PodMonitor'
        ],
        additionalServiceMonitors: [
          { name: model.common.prefix + name } + named[name].spec
          for name in std.objectFields(named)
          if named[name].kind == 'ServiceMonitor'
        ],
      },
      grafana: {
        enabled: has('grafana'),
        sidecar: {
          [if has('grafana') && std.objectHas(traces, 'exemplarTraceIdDestinations') then 'datasources']: {
            exemplarTraceIdDestinations: {
              datasourceUid: traces.exemplarTraceIdDestinations[0].datasourceUid,
              traceIdLabelName: traces.exemplarTraceIdDestinations[0].name,
            },
          },
          dashboards: {
            label: std.objectFields(model.stack.labels.dashboards)[0],
            labelValue: model.stack.labels.dashboards[self.label],
            searchNamespace: 'ALL',
            folderAnnotation: 'grafana_folder',
            provider: { foldersFromFilesStructure: true },
          },
        },
        [if has('grafana') then 'admin']: {
          existingSecret: grafana.admin.secret,
          userKey: grafana.admin.user,
          passwordKey: grafana.admin.password,
        },
        [if has('grafana') && sources != [] then 'additionalDataSources']: escaped(sources),
      } + renamed(grafana, { config: 'grafana.ini', resources: 'resources' }),
      kubeStateMetrics: { enabled: has('kube-state-metrics') },
      nodeExporter: { enabled: has('node-exporter') },
      // Its pods ask for mounts to propagate, and do not start where they cannot.
      [if has('node-exporter') && !model.platform.facts.sharedMounts then 'prometheus-node-exporter']: {
        hostRootFsMount: { enabled: false },
      },
      prometheusOperator: { enabled: has('prometheus-operator') },
    } + {
      [target]: { enabled: model.platform.facts[controlPlane[target]] }
      for target in std.objectFields(controlPlane)
    } + spared(model),
}
