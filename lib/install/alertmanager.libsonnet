// Alertmanager, as a custom resource of the operator. Its own configuration
// is the operator's default, which sends nothing anywhere: routes and channels
// are objects of their own, and their credentials are in Secrets.
function(kit, values) {
  'service-account': kit.serviceAccount(),
  alertmanager: {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Alertmanager',
    metadata: kit.meta(),
    spec: kit.withoutNulls({
      image: kit.image(values),
      version: values.version,
      replicas: values.replicas,
      affinity: kit.apart(values.replicas),
      automountServiceAccountToken: false,
      nodeSelector: kit.linux,
      podMetadata: { labels: kit.labels },
      resources: values.resources,
      securityContext: kit.podSecurity(65534),
      serviceAccountName: kit.name,
      externalUrl: values.external_url,
      retention: values.retention,
      storage: kit.volumeClaim(values),

      alertmanagerConfigSelector: {},
      alertmanagerConfigNamespaceSelector: {},
      // Channels in this namespace get the alerts of all; those in another
      // one get its own.
      alertmanagerConfigMatcherStrategy: { type: 'OnNamespaceExceptForAlertmanagerNamespace' },
    }),
  },
  service: kit.service({ web: 9093, 'reloader-web': 8080 }, sticky=values.replicas > 1),
  'service-monitor': kit.monitor({ web: {}, 'reloader-web': {} }),
  'network-policy':
    local policy = kit.networkPolicy({
      // Loki evaluates rules of its own.
      '9093': kit.from(['grafana', 'prometheus'] + kit.made('loki')) + values.clients,
      '8080': kit.from(['prometheus']),
    });
    if values.replicas < 2 then policy
    else policy {
      spec+: {
        ingress+: [
          {
            from: kit.from(['alertmanager']),
            ports: [{ port: 9094, protocol: protocol } for protocol in ['TCP', 'UDP']],
          },
        ],
      },
    },
  'pod-disruption-budget': kit.budget(values.replicas),
}
