// `scrape_configs` of prometheus.yml, from the scrape targets and probes of a
// model.
local annotated = import '../annotated.libsonnet';
local text = import '../text.libsonnet';


local keep(source, value) = { action: 'keep', source_labels: [source], regex: text.regex(value) };
local copy(source, target) = { source_labels: [source], target_label: target };

// What the operator would keep and label, so that rules see the same series.
local relabelings = {
  pods(scrape): [
    { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded' },
  ] + [
    keep('__meta_kubernetes_pod_label_' + text.meta(label), scrape.selector[label])
    for label in std.objectFields(scrape.selector)
  ] + [
    keep('__meta_kubernetes_pod_container_port_name', scrape.port),
    copy('__meta_kubernetes_namespace', 'namespace'),
    copy('__meta_kubernetes_pod_container_name', 'container'),
    copy('__meta_kubernetes_pod_name', 'pod'),
    copy('__meta_kubernetes_pod_container_port_name', 'endpoint'),
  ],
  services(scrape): [
    keep('__meta_kubernetes_service_label_' + text.meta(label), scrape.selector[label])
    for label in std.objectFields(scrape.selector)
  ] + [
    keep('__meta_kubernetes_endpointslice_port_name', scrape.port),
    copy('__meta_kubernetes_namespace', 'namespace'),
    copy('__meta_kubernetes_service_name', 'service'),
    copy('__meta_kubernetes_pod_container_name', 'container'),
    copy('__meta_kubernetes_pod_name', 'pod'),
    copy('__meta_kubernetes_endpointslice_port_name', 'endpoint'),
  ],
  annotations(scrape): annotated(scrape),
};

local roles = { annotations: 'pod', pods: 'pod', services: 'endpointslice' };

// `settings` say how targets in Kubernetes are found: `discovery`,
// `kubeconfig`, `token`; `file({ secret, key })` is the path of a secret.
// What a tenant's targets may cost.
local limits(model) = local quota = model.quota; {
  [if model.spare.limit('component') != null then 'sample_limit']: model.spare.limit('component'),
  [if quota.targets != null then 'target_limit']: quota.targets,
  [if quota.labels != null then 'label_limit']: quota.labels,
};

function(model, settings, file)
  local clients(name, scrape) =
    local spared = model.spare.plain(model.spare.ofScrape(name, scrape));
    local insecure = std.get(scrape, 'insecure', false);
    local tls = if std.objectHas(scrape, 'tls') then {
      ca_file: file({ secret: scrape.tls.secret, key: scrape.tls.ca }),
      cert_file: file({ secret: scrape.tls.secret, key: scrape.tls.cert }),
      key_file: file({ secret: scrape.tls.secret, key: scrape.tls.key }),
    } else {};
    {
      [if std.get(scrape, 'scheme', 'http') != 'http' then 'scheme']: scrape.scheme,
      [if insecure || tls != {} then 'tls_config']: tls + { [if insecure then 'insecure_skip_verify']: true },
      [if std.get(scrape, 'auth') == 'serviceaccount' then 'authorization']: { credentials_file: settings.token },
      [if std.get(scrape, 'honorLabels', false) then 'honor_labels']: true,
      [if std.get(scrape, 'drop', []) + spared != [] then 'metric_relabel_configs']: (
        if std.get(scrape, 'drop', []) == [] then []
        else [{ action: 'drop', source_labels: ['__name__'], regex: std.join('|', scrape.drop) }]
      ) + spared,
    };

  local found(name, scrape) =
    local labels = std.get(scrape, 'labels', {});
    local labelled = [{ target_label: label, replacement: text.replacement(labels[label]) } for label in std.objectFields(labels)];
    if scrape.from == 'static' then {
      static_configs: [{ targets: scrape.targets } + (if labels == {} then {} else { labels: labels })],
    }
    else if settings.discovery == 'files' then {
      file_sd_configs: [{ files: ['targets/%s/*.yml' % name] }],
      [if labelled != [] then 'relabel_configs']: labelled,
    }
    else {
      kubernetes_sd_configs: [{
        role: roles[scrape.from],
        namespaces: { names: [scrape.namespace] },
        [if settings.kubeconfig != '' then 'kubeconfig_file']: settings.kubeconfig,
      }],
      relabel_configs: relabelings[scrape.from](scrape) + labelled,
    };

  local one(name, scrape) = {
    job_name: name,
    metrics_path: std.get(scrape, 'path', '/metrics'),
    scrape_interval: std.get(scrape, 'interval', model.common.interval),
  } + limits(model) + clients(name, scrape) + found(name, scrape);

  // The exporter is asked, the target is a parameter and the instance.
  local probing(name, probe) = {
    job_name: 'probe-' + name,
    metrics_path: '/probe',
    params: { module: [probe.module] },
    scrape_interval: std.get(probe, 'interval', model.common.interval),
    static_configs: [{
      targets: probe.targets,
      labels: { probe: name, module: probe.module } + std.get(probe, 'labels', {}),
    }],
    relabel_configs: [
      copy('__address__', '__param_target'),
      copy('__param_target', 'instance'),
      { target_label: '__address__', replacement: probe.prober },
      { target_label: 'job', replacement: std.get(probe, 'job', probe.part) },
    ],
  } + limits(model);

  {
    '#scrape':: 'Configurations by the name of the scrape target.',
    scrape: {
      [name]: one(name, model.scrape[name])
      for name in std.objectFields(model.scrape)
      if !std.member(model.stack.brings.targets, model.scrape[name].part)
    },
    '#probes':: 'Configurations by the name of the probe.',
    probes: { [name]: probing(name, model.probes[name]) for name in std.objectFields(model.probes) },
  }
