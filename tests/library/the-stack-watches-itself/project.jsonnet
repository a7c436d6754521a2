// The parts of the stack have rules of their own, wherever the stack comes
// from, and their selectors ask for the jobs that are scraped.
local mixgen = import 'mixgen/main.libsonnet';
local parts = ['alertmanager', 'grafana', 'kube-state-metrics', 'node-exporter', 'prometheus', 'prometheus-operator'];
local base = { platform: 'kubeadm', components: parts };
local environments = mixgen.environments({
  crd: base { mode: 'install', addons: ['discord', 'opsgenie'] },
  helm: base { target: 'helm', addons: ['discord'] },
  plain: { target: 'plain', components: ['node-exporter', 'blackbox'], values: { blackbox: { probes: { site: { targets: ['https://example.org'] } } } } },
  rhob: base { target: 'rhob', values: { alertmanager: { replicas: 1 } } },
  'own-release': base { stack: { name: 'kube-prometheus-stack', release: 'observability', brings+: { rules: [] } } },
  joined: base,
  'joined-without-rules': base { stack: { name: 'kube-prometheus', brings+: { rules: ['general'] } } },
  tuned: base {
    mode: 'install',
    values: {
      'node-exporter': { collectors+: { on: ['systemd', 'systemd.enable-restarts-metrics'] } },
      prometheus: { watch: false },
      grafana: { install: false },
    },
  },
  'not-in-sight': { platform: 'okd', components: ['node-exporter', 'prometheus'] },
  'of-a-tenant': base { components: ['prometheus'], tenant: 'blue' },
});
local models = environments.mixgen.models;
local groups(name, part) = models[name].rules[part] + models[name].alerts[part];
// The jobs in the selectors of the rules of a part.
local jobs(name, part) = std.set([
  std.split(found, '"')[0]
  for group in groups(name, part)
  for rule in group.rules
  for found in std.split(rule.expr, 'job="')[1:]
]);
local names(name, part) = std.set([rule.alert for group in models[name].alerts[part] for rule in group.rules]);
local ofAll(name) = {
  [part]: jobs(name, part)
  for part in parts
  if std.objectHas(models[name].alerts, part) && groups(name, part) != []
};
local crd = environments.crd;
{
  problems: environments.mixgen.problems,
  jobs: { [name]: ofAll(name) for name in std.objectFields(models) },
  // What the monitors of mode `install` make of it: the label of the Service that `jobLabel` names.
  scraped: {
    [part]:
      local monitor = crd[part + '/service-monitor.yaml'].spec;
      local labels = crd[part + '/service.yaml'].metadata.labels;
      {
        selected: std.all([labels[label] == monitor.selector.matchLabels[label] for label in std.objectFields(monitor.selector.matchLabels)]),
        job: labels[monitor.jobLabel],
        agrees: [labels[monitor.jobLabel]] == jobs('crd', part),
      }
    for part in parts
  },
  'scraped by files': [
    { job: config.job_name, targets: config.static_configs[0].targets }
    for config in environments.plain['prometheus.yml'].scrape_configs
  ],
  'alerts that the replicas decide': {
    [name]: [alert for alert in names(name, 'alertmanager') if std.member(['AlertmanagerMembersInconsistent', 'AlertmanagerConfigInconsistent', 'AlertmanagerClusterFailedPeers'], alert)]
    for name in ['crd', 'plain', 'rhob']
  },
  'integrations that must work': {
    [name]: std.set([
      std.split(found, '"')[0]
      for group in models[name].alerts.alertmanager
      for rule in group.rules
      if rule.alert == 'AlertmanagerClusterFailedToSendAlerts' && rule.labels.severity == 'critical'
      for found in std.split(rule.expr, 'integration=~"')[1:]
    ])
    for name in ['crd', 'helm', 'plain']
  },
  'alerts about services': {
    [name]: [alert for alert in names(name, 'node-exporter') if std.startsWith(alert, 'NodeSystemd')]
    for name in ['crd', 'tuned']
  },
  'TargetDown and InfoInhibitor': {
    [name]: [alert for alert in names(name, 'prometheus') if std.member(['InfoInhibitor', 'TargetDown'], alert)]
    for name in std.objectFields(models)
    if std.objectHas(models[name].alerts, 'prometheus')
  },
  switches: environments.helm['values.yaml'].defaultRules.rules,
  notes: { [name]: [note.text for note in environments.mixgen.notes[name] if note.about == 'rules'] for name in ['joined', 'helm'] },
  dashboards: { [name]: std.flattenArrays([std.objectFields(models[name].dashboards[part]) for part in std.objectFields(models[name].dashboards)]) for name in ['joined', 'not-in-sight', 'of-a-tenant', 'tuned'] },
  warnings: [
    { environment: warning.environment, message: warning.message }
    for warning in environments.mixgen.warnings
    if warning.code == 'idle'
  ],
}
