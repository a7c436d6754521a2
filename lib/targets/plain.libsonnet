// Target `plain`: a folder that Prometheus, Alertmanager, the blackbox
// exporter and Grafana read as it is. In mode `join` the pieces that are added to
// the folders of programs that run already.
local alertmanager = import '../alertmanager.libsonnet';
local groups = import '../groups.libsonnet';
local grafana = import '../plain/grafana.libsonnet';
local logRules = import '../loki/rules.libsonnet';
local readme = import '../plain/readme.libsonnet';
local scraping = import '../plain/scrape.libsonnet';
local unsaid = import '../unsaid.libsonnet';
local workloads = import '../plain/workloads.libsonnet';

local file(reference) = 'secrets/%s/%s' % [reference.secret, reference.key];

// Values of the parts of the stack that files and flags say.
local expressed = {
  alertmanager: ['external_url', 'retention'],
  'blackbox-exporter': ['modules'],
  grafana: ['datasources', 'exemplars'],
  prometheus: [
    'evaluation_interval',
    'exemplars',
    'external_labels',
    'external_url',
    'features',
    'interval',
    'retention',
    'retention_size',
  ],
};

local listed(named) = [named[name] for name in std.objectFields(named)];

local ruleFiles(model) = {
  ['rules/%s%s.yml' % [if model.mode == 'join' then model.common.prefix else '', part]]: { groups: groups.of(model, part) }
  for part in std.objectFields(model.alerts)
  if model.alerts[part] + model.rules[part] != []
};

// Where Loki looks for the rules of a tenant; without tenants it calls the one
// `fake`.
local logRuleFiles(model) =
  local all = logRules.of(model);
  {
    ['%s/rules/%s/%s%s.yml' % [
      model.logs.part,
      if model.logs.tenant == null then 'fake' else model.logs.tenant,
      if model.mode == 'join' then model.common.prefix else '',
      part,
    ]]: { groups: all[part] }
    for part in std.objectFields(all)
  };

local prometheus(model, configs) =
  local v = std.get(model.install, 'prometheus', {});
  local exemplars = std.get(v, 'exemplars', 0);
  {
    global: {
      scrape_interval: std.get(v, 'interval', model.common.interval),
      evaluation_interval: std.get(v, 'evaluation_interval', model.common.interval),
      external_labels: std.get(v, 'external_labels', { cluster: model.cluster }),
    },
    rule_files: ['rules/*.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: model.plain.alertmanagers }] }] },
    scrape_configs: configs,
    [if exemplars > 0 then 'storage']: { exemplars: { max_exemplars: exemplars } },
  };

// Modules that some program must be given.
local modules(model) = {
  [name]: { [key]: model.modules[name][key] for key in std.objectFields(model.modules[name]) if key != 'part' }
  for name in std.objectFields(model.modules)
  if !std.member(model.stack.brings.modules, name)
} + std.get(std.get(model.install, 'blackbox-exporter', {}), 'modules', {});

// Files with secrets, and who wants them.
local secrets(model, routing) =
  local uses(reference) = [
    'channel `%s`' % name
    for name in std.objectFields(model.channels)
    for key in std.objectFields(std.get(model.channels[name], 'secrets', {}))
    for used in [model.channels[name].secrets[key]]
    if used.secret == reference.secret && used.key == reference.key
  ];
  local scrapes = [name for name in std.objectFields(model.scrape)];
  { [file(reference)]: std.join(', ', std.uniq(uses(reference))) for reference in routing.secrets }
  + {
    [file({ secret: model.scrape[name].tls.secret, key: model.scrape[name].tls[key] })]: 'targets of `%s`' % name
    for name in scrapes
    if std.objectHas(model.scrape[name], 'tls')
    for key in ['ca', 'cert', 'key']
  }
  + {
    [path]: 'Prometheus, to reach Kubernetes'
    for path in [model.plain.kubeconfig]
    if path != '' && model.plain.discovery == 'kubernetes' && std.any([model.scrape[name].from != 'static' for name in scrapes])
  }
  + {
    [path]: 'targets that ask for a token'
    for path in [model.plain.token]
    if std.any([std.get(model.scrape[name], 'auth') == 'serviceaccount' for name in scrapes])
  };

{
  '#doc':: "A folder that the programs run as it is: `prometheus.yml`, `rules/`, `alertmanager.yml`, `blackbox.yml`, Grafana's provisioning and dashboards. README.md has the commands, and lists the files with credentials that must be put beside them. In mode `join` there are the pieces to add to what runs already.",

  documents(model)::
    local installs = model.mode == 'install';
    local routing = alertmanager.plain(model, file, 'templates/');
    local scraped = scraping(model, model.plain, file);
    local configs = listed(scraped.scrape) + listed(scraped.probes);
    local further = workloads(model);
    local all = ruleFiles(model) + logRuleFiles(model) + grafana.dashboards(model) + further.files
                + { ['templates/' + name]: routing.templates[name] for name in std.objectFields(routing.templates) }
                + (
                  if installs then {
                    'prometheus.yml': prometheus(model, configs),
                    'alertmanager.yml': routing.config,
                    [if modules(model) != {} then 'blackbox.yml']: { modules: modules(model) },
                  } + grafana.provisioning(model)
                  else {
                    [if configs != [] then 'scrape/%s%s.yml' % [model.common.prefix, model.name]]: { scrape_configs: configs },
                    [if model.channels != {} then 'alertmanager.part.yml']: routing.config {
                      route: { routes: routing.config.route.routes },
                      templates: [model.common.prefix + model.name + '/*.tmpl'],
                    },
                    [if model.datasources != {} then 'grafana/provisioning/datasources/%s%s.yml' % [model.common.prefix, model.name]]:
                      grafana.datasources(model),
                    [if modules(model) != {} then 'blackbox.part.yml']: { modules: modules(model) },
                  }
                );
    all { 'README.md': readme(model, std.objectFields(all), secrets(model, routing), further.commands) },

  unsaid(model)::
    unsaid.values(model, expressed, 'its program is started by hand: the README of the tree has what can be said by flags')
    + unsaid.modules(model)
    + unsaid.fileless(model)
    + unsaid.workloads(model)
    + unsaid.unscraped(model)
    + unsaid.logs(model)
    + unsaid.spans(model)
    + unsaid.unwritten(model)
    + (if model.mode == 'install' then [] else unsaid.oneFile(model)),

  // They are files, and the tree's README names them.
  secrets(model):: [],
}
