// PodMonitor, ServiceMonitor and ScrapeConfig, and the right to look for
// pods where the stack has none.
local relabelings(name, scrape) = {
  // Mixins select by job; what the operator would call it depends on names
  // and namespaces.
  relabelings: [{ action: 'replace', targetLabel: 'job', replacement: name }],
  [if std.get(scrape, 'drop', []) != [] then 'metricRelabelings']: [
    { action: 'drop', sourceLabels: ['__name__'], regex: std.join('|', scrape.drop) },
  ],
};

local security(scrape) =
  local insecure = std.get(scrape, 'insecure', false);
  local reference(key) = { name: scrape.tls.secret, key: scrape.tls[key] };
  {
    [if std.get(scrape, 'scheme', 'http') != 'http' then 'scheme']: scrape.scheme,
    [if std.objectHas(scrape, 'tls') || insecure then 'tlsConfig']: {
      [if insecure then 'insecureSkipVerify']: true,
    } + (
      if !std.objectHas(scrape, 'tls') then {}
      else {
        ca: { secret: reference('ca') },
        cert: { secret: reference('cert') },
        keySecret: reference('key'),
      }
    ),
    [if std.get(scrape, 'honorLabels', false) then 'honorLabels']: true,
  };

function(model, tools)
  local interval(scrape) = std.get(scrape, 'interval', model.common.interval);
  local path(scrape) = std.get(scrape, 'path', '/metrics');

  local discovered(name, scrape) =
    local pods = scrape.from == 'pods';
    local home = if tools.perNamespace then scrape.namespace else model.common.namespace;
    {
      [tools.file(scrape.part, if pods then 'pod-monitor' else 'service-monitor', name) + '.yaml']: {
        apiVersion: tools.group + '/v1',
        kind: if pods then 'PodMonitor' else 'ServiceMonitor',
        metadata: tools.meta(scrape.part, name, home, model.stack.labels.monitors),
        spec: {
          [if pods then 'podMetricsEndpoints' else 'endpoints']: [
            { port: scrape.port, path: path(scrape), interval: interval(scrape) }
            + security(scrape) + relabelings(name, scrape),
          ],
          [if home != scrape.namespace then 'namespaceSelector']: { matchNames: [scrape.namespace] },
          selector: { matchLabels: scrape.selector },
        },
      },
    };

  local static(name, scrape) = {
    [tools.file(scrape.part, 'scrape-config', name) + '.yaml']: {
      apiVersion: tools.group + '/v1alpha1',
      kind: 'ScrapeConfig',
      metadata: tools.meta(scrape.part, name, model.common.namespace, model.stack.labels.monitors),
      spec:
        {
          jobName: name,
          metricsPath: path(scrape),
          scrapeInterval: interval(scrape),
          staticConfigs: [{ targets: scrape.targets }],
        }
        + security({ scheme: 'http' } + scrape + { [if std.get(scrape, 'scheme') == 'https' then 'scheme']: 'HTTPS' })
        + relabelings(name, scrape),
    },
  };

  local rights(name, scrape) =
    local reader = model.stack.reader;
    local part = scrape.part;
    if reader == null || std.member(reader.sees, scrape.namespace) then {}
    else {
      [tools.file(part, 'role', name) + '.yaml']: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: tools.meta(part, name, scrape.namespace),
        rules: [
          { apiGroups: [''], resources: ['endpoints', 'pods', 'services'], verbs: ['get', 'list', 'watch'] },
          { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
        ],
      },
      [tools.file(part, 'role-binding', name) + '.yaml']: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: tools.meta(part, name, scrape.namespace),
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: model.common.prefix + name },
        subjects: [{ kind: 'ServiceAccount', name: reader.name, namespace: reader.namespace }],
      },
    };

  tools.merge([
    local scrape = model.scrape[name];
    if std.member(model.stack.brings.targets, scrape.part) then {}
    else if scrape.from == 'static' then static(name, scrape)
    else discovered(name, scrape) + rights(name, scrape)
    for name in std.objectFields(model.scrape)
  ])
