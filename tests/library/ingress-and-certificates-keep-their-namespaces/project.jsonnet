// Requests and certificates belong to the namespace of their Ingress or Certificate. Where the stack
// insists on that of the target, theirs has another name, and the rules look there.
local mixgen = import 'mixgen/main.libsonnet';
local base = { components: ['cert-manager', 'ingress-nginx'] };
local environments = mixgen.environments({
  join: base,
  okd: base { platform: 'okd' },
  files: base { target: 'plain' },
  tenant: base { tenant: 'shop' },
  elsewhere: base { values: { 'cert-manager': { namespace: 'certs', config+: { certManagerNamespaceLabel: 'exported_namespace' } } } },
});
local model(name) = environments.mixgen.models[name];
local expr(name, part, alert) = [
  rule.expr
  for group in model(name).alerts[part]
  for rule in group.rules
  if rule.alert == alert
];
{
  problems: environments.mixgen.problems,
} + {
  [name]: {
    scrape: {
      [target]: [model(name).scrape[target].namespace, model(name).scrape[target].honorLabels]
      for target in base.components
    },
    not_ready: expr(name, 'cert-manager', 'CertManagerCertNotReady'),
    certificate: expr(name, 'ingress-nginx', 'NginxCertificateExpires'),
  }
  for name in std.objectFields(environments)
}
