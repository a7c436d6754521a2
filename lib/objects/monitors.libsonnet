// PodMonitor, ServiceMonitor and ScrapeConfig, and the right to look for
// pods where the stack has none.
local annotated = import '../annotated.libsonnet';
local text = import '../text.libsonnet';

local relabelings(model, name, scrape) = local spared = model.spare.crd(model.spare.ofScrape(name, scrape)); {
  // Mixins select by job; what the operator would call it depends on names
  // and namespaces.
  relabelings: [{ action: 'replace', targetLabel: 'job', replacement: name }] + [
    { action: 'replace', targetLabel: label, replacement: text.replacement(scrape.labels[label]) }
    for label in std.objectFields(std.get(scrape, 'labels', {}))
  ],
  [if std.get(scrape, 'drop', []) + spared != [] then 'metricRelabelings']: (
    if std.get(scrape, 'drop', []) == [] then []
    else [{ action: 'drop', sourceLabels: ['__name__'], regex: std.join('|', scrape.drop) }]
  ) + spared,
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

// What a tenant's targets may cost.
local limits(model) = local quota = model.quota; {
  [if model.spare.limit('component') != null then 'sampleLimit']: model.spare.limit('component'),
  [if quota.targets != null then 'targetLimit']: quota.targets,
  [if quota.labels != null then 'labelLimit']: quota.labels,
};

// What the stack's own Prometheus scrapes already is left to it.
local wanted(model) = [
  name
  for name in std.objectFields(model.scrape)
  if !std.member(model.stack.brings.targets, model.scrape[name].part)
];

// Where the monitor of targets in Kubernetes lives.
local homeOf(model, scrape) = if model.stack.scope == 'namespace' then scrape.namespace else model.common.namespace;

// `{ kind, spec }` of a PodMonitor or ServiceMonitor.
local discovered(model, name, scrape) =
  local pods = scrape.from == 'pods';
  {
    kind: if pods then 'PodMonitor' else 'ServiceMonitor',
    spec: {
      [if pods then 'podMetricsEndpoints' else 'endpoints']: [
        { port: scrape.port, path: std.get(scrape, 'path', '/metrics'), interval: std.get(scrape, 'interval', model.common.interval) }
        + security(scrape) + relabelings(model, name, scrape),
      ],
      [if homeOf(model, scrape) != scrape.namespace then 'namespaceSelector']: { matchNames: [scrape.namespace] },
      selector: { matchLabels: scrape.selector },
    } + limits(model),
  };

// A relabelling in the words of objects.
local camel(relabeling) = { [text.camel(key)]: relabeling[key] for key in std.objectFields(relabeling) };

// `{ kind, spec }` of a ScrapeConfig: the operator ignores annotations, so
// what they say is said by relabellings.
local configured(model, name, scrape) = {
  kind: 'ScrapeConfig',
  spec:
    {
      jobName: name,
      metricsPath: std.get(scrape, 'path', '/metrics'),
      scrapeInterval: std.get(scrape, 'interval', model.common.interval),
      [if scrape.from == 'static' then 'staticConfigs']: [{ targets: scrape.targets }],
      [if scrape.from == 'annotations' then 'kubernetesSDConfigs']: [{ role: 'Pod', namespaces: { names: [scrape.namespace] } }],
    }
    + security({ scheme: 'http' } + scrape + { [if std.get(scrape, 'scheme') == 'https' then 'scheme']: 'HTTPS' })
    + relabelings(model, name, scrape)
    + { [if scrape.from == 'annotations' then 'relabelings']: std.map(camel, annotated(scrape)) + super.relabelings }
    + limits(model),
};

local specs(model) = {
  [name]:
    local scrape = model.scrape[name];
    if std.member(['annotations', 'static'], scrape.from) then configured(model, name, scrape) else discovered(model, name, scrape)
  for name in wanted(model)
};

local versions = { PodMonitor: 'v1', ServiceMonitor: 'v1', ScrapeConfig: 'v1alpha1' };

local rights(model, tools, name, scrape) =
  local reader = model.stack.reader;
  local part = scrape.part;
  if reader == null || scrape.from == 'static' || std.member(reader.sees, scrape.namespace) then {}
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

{
  '#limits':: 'Limits of a monitor, a probe or a scrape configuration, from a model.',
  limits: limits,

  '#specs':: '`{ name: { kind, spec } }` of all scrape targets, for who makes the objects himself.',
  specs: specs,

  '#objects':: 'The objects, with the rights to find pods.',
  objects(model, tools)::
    local made = specs(model);
    tools.merge([
      local scrape = model.scrape[name];
      {
        [tools.file(scrape.part, text.kebab(made[name].kind), name) + '.yaml']: {
          apiVersion: '%s/%s' % [tools.group, versions[made[name].kind]],
          kind: made[name].kind,
          metadata: tools.meta(
            scrape.part,
            name,
            if scrape.from == 'static' then model.common.namespace else homeOf(model, scrape),
            model.stack.labels.monitors
          ),
          spec: made[name].spec,
        },
      } + rights(model, tools, name, scrape)
      for name in std.objectFields(made)
    ]),
}
