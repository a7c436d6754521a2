// Target `helm`: values of the chart kube-prometheus-stack, and objects beside
// it for what values cannot say. Where the chart runs already, objects alone:
// values of two projects would replace each other's lists.
local beside = import '../beside.libsonnet';
local chart = import '../helm/values.libsonnet';
local install = import '../install.libsonnet';
local kustomization = import '../kustomization.libsonnet';
local objects = import '../objects.libsonnet';
local origins = import '../origins.libsonnet';
local unsaid = import '../unsaid.libsonnet';
local crd = import './crd.libsonnet';

// What the chart itself makes of the values of a part.
local inChart = ['alertmanager', 'grafana', 'kube-state-metrics', 'node-exporter', 'prometheus', 'prometheus-operator'];

// Values of the parts of the stack that the chart's values say.
local expressed = {
  alertmanager: ['external_url', 'replicas', 'resources', 'retention', 'storage', 'storage_class'],
  grafana: ['admin', 'config', 'datasources', 'exemplars', 'resources'],
  'kube-state-metrics': ['denied'],
  'node-exporter': ['collectors'],
  prometheus: [
    'evaluation_interval',
    'exemplars',
    'external_labels',
    'external_url',
    'features',
    'interval',
    'replicas',
    'resources',
    'retention',
    'retention_size',
    'storage',
    'storage_class',
  ],
  'prometheus-operator': [],
};

local readme(model, secrets) = |||
  # %(name)s

  Made by mixgen for target `helm`, chart kube-prometheus-stack 88.5. The chart brings its CustomResourceDefinitions, but
  an upgrade leaves them as they are: `helm show crds prometheus-community/kube-prometheus-stack | kubectl apply --server-side -f -`
  before each.

      helm repo add prometheus-community https://prometheus-community.github.io/helm-charts
      helm upgrade --install %(release)s prometheus-community/kube-prometheus-stack --version '~88.5' \
          --namespace %(namespace)s --create-namespace --values values.yaml
      kubectl apply --server-side --kustomize .
||| % { name: model.name, release: std.get(model.stack, 'release', model.stack.name), namespace: model.common.namespace } + (
  if secrets == [] then ''
  else std.lines([
    '',
    '## Secrets',
    '',
    'These must exist; none belongs into Git.',
    '',
    '| namespace | Secret | key |',
    '| --- | --- | --- |',
  ] + [
    '| `%s` | `%s` | `%s` |' % row
    for row in std.sort([[secret.namespace, secret.name, secret.key] for secret in secrets])
  ])
);

{
  local helm = self,

  '#doc':: 'In mode `install` the tree is `values.yaml` for the chart, and objects beside it for what values cannot say; README.md has the commands. In mode `join` there are objects alone, with the label of the release: lists in the values of two projects would replace each other.',

  documents(model)::
    if model.mode == 'join' then crd.documents(model)
    else
      local all = objects(model { workloads: {
        [part]: model.workloads[part]
        for part in std.objectFields(model.workloads)
        if !std.member(inChart, part)
      } }, 'monitoring.coreos.com');
      local documents =
        all.workloads + all.dashboards + all.datasources + all.logs
        + beside(model, all.tools, inChart)
        + install.further(model, all.tools);
      documents {
        'README.md': readme(model, helm.secrets(model)),
        'kustomization.yaml': kustomization(documents),
        'values.yaml': chart.values(model),
      },

  unsaid(model)::
    if model.mode == 'join' then crd.unsaid(model)
    else
      unsaid.values(model, expressed, 'the chart has values of its own for it: write them into a second file of values')
      + unsaid.modules(model)
      + unsaid.fileless(model)
      + unsaid.logs(model)
      + unsaid.spans(model)
      + unsaid.unwritten(model),

  secrets(model)::
    if model.mode == 'join' then origins.secrets(crd.documents(model))
    else std.set([
      { namespace: model.common.namespace, name: reference.secret, key: reference.key }
      for reference in chart.routing(model).secrets
    ] + [
      { namespace: model.common.namespace, name: admin.secret, key: admin[key] }
      for grafana in [std.get(model.install, 'grafana', {})]
      if grafana != {}
      for admin in [grafana.admin]
      for key in ['user', 'password']
    ] + [
      { namespace: model.common.namespace, name: model.scrape[name].tls.secret, key: model.scrape[name].tls[key] }
      for name in std.objectFields(model.scrape)
      if std.objectHas(model.scrape[name], 'tls')
      for key in ['ca', 'cert', 'key']
    ] + origins.secrets(install.further(model, objects(model, 'monitoring.coreos.com').tools)), std.manifestJsonMinified),
}
