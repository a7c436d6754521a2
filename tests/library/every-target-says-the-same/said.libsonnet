// What documents of any target say, in one form: `{ kind: [string] }`.
local list(object, key) = std.get(object, key, []);

local meta(name) = std.join('', [if std.member('./-', c) then '_' else c for c in std.stringChars(name)]);
local pairs(object) = std.join(',', ['%s=%s' % [meta(key), object[key]] for key in std.objectFields(object)]);

// Scrape targets: of monitors, and of Prometheus' own configuration.
local jobOf(relabelings) = [r.replacement for r in relabelings if std.get(r, 'targetLabel') == 'job'][0];
local target(job, scheme, path, interval, secret, dropped, where) =
  '%s %s %s every %s secret %s drops %s from %s' % [job, scheme, path, interval, secret, dropped, where];

local ofMonitor(spec, namespace) =
  local endpoint = (list(spec, 'podMetricsEndpoints') + list(spec, 'endpoints'))[0];
  local tls = std.get(endpoint, 'tlsConfig', {});
  target(
    jobOf(endpoint.relabelings),
    std.get(endpoint, 'scheme', 'http'),
    endpoint.path,
    endpoint.interval,
    if std.objectHas(tls, 'keySecret') then tls.keySecret.name + '/' + tls.keySecret.key else if std.get(tls, 'insecureSkipVerify', false) then 'unchecked' else 'none',
    std.join('|', [r.regex for r in list(endpoint, 'metricRelabelings')]),
    '%s port %s of %s' % [std.join(',', std.get(std.get(spec, 'namespaceSelector', {}), 'matchNames', [namespace])), endpoint.port, pairs(spec.selector.matchLabels)]
  );

local ofScrapeConfig(spec) = target(
  jobOf(spec.relabelings),
  std.asciiLower(std.get(spec, 'scheme', 'http')),
  spec.metricsPath,
  spec.scrapeInterval,
  'none',
  std.join('|', [r.regex for r in list(spec, 'metricRelabelings')]),
  std.join(',', std.flattenArrays([s.targets for s in spec.staticConfigs]))
);

local segments(path) = local all = std.split(path, '/'); std.join('/', all[std.length(all) - 2:]);
local isProbe(config) = config.metrics_path == '/probe';
local ofConfig(config) =
  local tls = std.get(config, 'tls_config', {});
  local kept(prefix) = [
    [r.source_labels[0][std.length(prefix):], std.strReplace(r.regex, '\\', '')]
    for r in list(config, 'relabel_configs')
    if r.action == 'keep' && std.startsWith(r.source_labels[0], prefix)
  ];
  local all = { relabel_configs: [{ action: 'replace' } + r for r in list(config, 'relabel_configs')] };
  local keeps = [r for r in all.relabel_configs if r.action == 'keep'];
  local labels = {
    [std.strReplace(std.strReplace(r.source_labels[0], '__meta_kubernetes_pod_label_', ''), '__meta_kubernetes_service_label_', '')]: std.strReplace(r.regex, '\\', '')
    for r in keeps
    if std.length(std.findSubstr('_label_', r.source_labels[0])) > 0
  };
  target(
    config.job_name,
    std.get(config, 'scheme', 'http'),
    config.metrics_path,
    config.scrape_interval,
    if std.objectHas(tls, 'key_file') then segments(tls.key_file) else if std.get(tls, 'insecure_skip_verify', false) then 'unchecked' else 'none',
    std.join('|', [r.regex for r in list(config, 'metric_relabel_configs')]),
    if std.objectHas(config, 'static_configs') then std.join(',', std.flattenArrays([s.targets for s in config.static_configs]))
    else '%s port %s of %s' % [
      std.join(',', config.kubernetes_sd_configs[0].namespaces.names),
      [r.regex for r in keeps if std.endsWith(r.source_labels[0], 'port_name')][0],
      pairs(labels),
    ]
  );

local probe(name, module, interval, prober, targets, labels) =
  '%s asks %s by %s of %s every %s with %s' % [name, std.join(',', targets), module, prober, interval, pairs(labels)];
local ofProbe(spec) =
  local static = spec.targets.staticConfig;
  probe(static.labels.probe, spec.module, spec.interval, spec.prober.url, static.static, static.labels);
local ofProbing(config) =
  local static = config.static_configs[0];
  local address = [r.replacement for r in config.relabel_configs if std.get(r, 'target_label') == '__address__'][0];
  probe(static.labels.probe, config.params.module[0], config.scrape_interval, address, static.targets, static.labels);

// Routes and receivers: of AlertmanagerConfigs, and of Alertmanager's own.
local route(receiver, matchers, path) = '%s hears %s' % [receiver, std.join(' ', std.sort(path + matchers))];
local ofCrdRoute(r, path=[]) =
  local matchers = ['%s%s"%s"' % [m.name, m.matchType, m.value] for m in list(r, 'matchers')];
  if std.objectHas(r, 'routes') then std.flattenArrays([ofCrdRoute(sub, path + matchers) for sub in r.routes])
  else [route(r.receiver, matchers, path)];
local ofPlainRoute(r, path=[]) =
  local matchers = list(r, 'matchers');
  if std.objectHas(r, 'routes') then std.flattenArrays([ofPlainRoute(sub, path + matchers) for sub in r.routes])
  else [route(r.receiver, matchers, path)];

local isReference(value) = std.isObject(value) && std.objectFields(value) == ['key', 'name'];
local references(value) =
  if isReference(value) then [value.name + '/' + value.key]
  else if std.isObject(value) then std.flattenArrays([references(value[key]) for key in std.objectFields(value)])
  else if std.isArray(value) then std.flattenArrays(std.map(references, value))
  else [];
local files(value) =
  if std.isArray(value) then std.flattenArrays(std.map(files, value))
  else if std.isObject(value) then std.flattenArrays([
    if std.endsWith(key, '_file') then [segments(value[key])] else files(value[key])
    for key in std.objectFields(value)
  ])
  else [];
local receiver(r, suffix, secrets) = [
  '%s is %s, secrets %s, tells the end %s' % [
    r.name,
    std.asciiLower(std.strReplace(kind, suffix, '')),
    std.join(',', std.set(secrets)),
    [std.get(config, 'sendResolved', std.get(config, 'send_resolved')) for config in r[kind]][0],
  ]
  for kind in std.objectFields(r)
  if std.endsWith(kind, suffix)
];

function(documents)
  local paths = std.objectFields(documents);
  local objects = [documents[path] for path in paths if std.isObject(documents[path]) && std.objectHas(documents[path], 'kind')];
  local of(kinds) = [object for object in objects if std.member(kinds, object.kind)];
  local values = std.get(documents, 'values.yaml', {});
  local chart(path) = std.foldl(function(value, key) std.get(value, key, {}), path, values);
  local orNone(value) = if value == {} then [] else value;
  local under(prefix) = [documents[path] for path in paths if std.startsWith(path, prefix)];
  local configs =
    std.get(std.get(documents, 'prometheus.yml', {}), 'scrape_configs', [])
    + std.flattenArrays([file.scrape_configs for file in under('scrape/')])
    + orNone(chart(['prometheus', 'prometheusSpec', 'additionalScrapeConfigs']));
  local alertmanagers =
    [documents[path] for path in ['alertmanager.yml', 'alertmanager.part.yml'] if std.member(paths, path)]
    + (if values == {} then [] else [chart(['alertmanager', 'config'])]);
  local groups =
    std.flattenArrays([object.spec.groups for object in of(['PrometheusRule'])])
    + std.flattenArrays([file.groups for file in under('rules/')])
    + std.flattenArrays([rules.groups for rules in std.objectValues(chart(['additionalPrometheusRulesMap']))]);
  local boards = [documents[path] for path in paths if std.startsWith(path, 'dashboards/')];
  local provided = std.flattenArrays([
    [
      documents[path].title
      for path in paths
      for provider in list(file, 'providers')
      if std.startsWith(path, provider.options.path + '/')
    ]
    for file in under('grafana/provisioning/dashboards/')
  ]);
  {
    rules: std.set([group.name + ' ' + std.manifestJsonMinified(rule) for group in groups for rule in group.rules]),
    targets: std.set(
      [ofMonitor(object.spec, object.metadata.namespace) for object in of(['PodMonitor', 'ServiceMonitor']) if std.member(['cockroachdb', 'nats', 'shop'], object.metadata.labels['app.kubernetes.io/name'])]
      + [ofMonitor(spec, values.namespaceOverride) for spec in orNone(chart(['prometheus', 'additionalPodMonitors'])) + orNone(chart(['prometheus', 'additionalServiceMonitors']))]
      + [ofScrapeConfig(object.spec) for object in of(['ScrapeConfig'])]
      + [ofConfig(config) for config in configs if !isProbe(config)]
    ),
    probes: std.set([ofProbe(object.spec) for object in of(['Probe'])] + [ofProbing(config) for config in configs if isProbe(config)]),
    routes: std.set(
      std.flattenArrays([ofCrdRoute(object.spec.route) for object in of(['AlertmanagerConfig']) if std.objectHas(object.spec, 'route')])
      + std.flattenArrays([ofPlainRoute(config.route) for config in alertmanagers])
    ),
    receivers: std.set(
      std.flattenArrays([receiver(r, 'Configs', references(r)) for object in of(['AlertmanagerConfig']) for r in list(object.spec, 'receivers')])
      + std.flattenArrays([receiver(r, '_configs', files(r)) for config in alertmanagers for r in config.receivers])
    ),
    // The JSON, and the form that some Grafana or console reads by itself.
    dashboards: std.set(
      ['%s as JSON' % board.title for board in boards]
      + ['%s delivered' % std.parseJson(object.data[key]).title for object in of(['ConfigMap']) for key in std.objectFields(object.data) if std.startsWith(object.data[key], '{') && std.objectHas(std.parseJson(object.data[key]), 'panels')]
      + ['%s delivered' % object.spec.config.display.name for object in of(['PersesDashboard'])]
      + ['%s delivered' % title for title in provided]
    ),
  }
