// One service by its port, one behind a Service under another name, one by annotations, one that somebody
// scrapes already, and one that is asked from outside.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  components: ['blackbox', 'http-service'],
  values: {
    'http-service': {
      defaults+: { namespace: 'shop' },
      services: {
        items: { url: 'https://shop.example.org/items' },
        cart: { scrape: 'services', selector: { app: 'shop', tier: 'cart' }, metrics: 'opentelemetry', latency_seconds: 0.5, labels: { team: 'carts' } },
        pay: { scrape: 'annotations', objective: 99.9 },
        old: { scrape: 'none', series: 'job="legacy"', metrics: 'go', names: { duration: null } },
      },
    },
  },
};
local environments = mixgen.environments({
  crd: base { stack: 'kube-prometheus' },
  chart: base { target: 'helm', mode: 'install', platform: 'k3d' },
  rhob: base { target: 'rhob' },
  files: base { target: 'plain', mode: 'install', platform: 'k3d' },
  found: base { target: 'plain', mode: 'install' },
});
local crd = environments.crd;
local jobs(config) = { [one.job_name]: one for one in config };
local rules(groups) = [
  { [key]: rule[key] for key in ['alert', 'record', 'expr', 'labels'] if std.objectHas(rule, key) }
  for group in groups
  for rule in group.rules
  if std.length(std.findSubstr('service:http_requests_slow', std.toString(rule))) == 0
];
{
  problems: environments.mixgen.problems,
  paths: [path for path in std.objectFields(crd) if std.startsWith(path, 'http-service/')],
  pods: crd['http-service/pod-monitor-items.yaml'].spec,
  services: crd['http-service/service-monitor-cart.yaml'].spec,
  annotations: crd['http-service/scrape-config-pay.yaml'].spec,
  probe: crd['blackbox/probe-items.yaml'].spec,
  kinds: [environments.rhob['http-service/scrape-config-pay.yaml'].apiVersion],
  chart: jobs(environments.chart['values.yaml'].prometheus.prometheusSpec.additionalScrapeConfigs).pay,
  files: jobs(environments.files['prometheus.yml'].scrape_configs).pay,
  found: jobs(environments.found['prometheus.yml'].scrape_configs).pay,
  dashboards: { [file]: std.parseJson(crd[file].data[std.objectFields(crd[file].data)[0]]).uid for file in std.objectFields(crd) if std.startsWith(file, 'http-service/dashboard') },
  rules: rules(crd['http-service/prometheus-rule.yaml'].spec.groups),
}
