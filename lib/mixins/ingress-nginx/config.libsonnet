{
  _config+:: {
    // Selects the series of the controllers.
    ingressNginxSelector: 'job="ingress-nginx"',

    // The label with the namespace of an Ingress: its own where the scrape honours labels, else
    // `exported_namespace`, beside the pod's.
    ingressNginxNamespaceLabel: 'namespace',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `ingress-nginx`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    ingressNginxDownMemory: '6h',  // how long targets that went away are missed

    // Over five minutes, by Ingress. One with fewer requests than the minimum is not judged.
    ingressNginxMinRequestsPerSecond: 0.5,
    ingressNginx5xxPercent: 5,
    ingressNginxSlowSeconds: 5,
    // Ingresses whose requests last by nature, for instance websockets: 'ingress!~"chat|push"'.
    ingressNginxSlowSelector: 'ingress!=""',

    // Certificates whose renewal begins 30 days before the end. For those of a few days only take less.
    ingressNginxCertificateWarningDays: 14,
    ingressNginxCertificateCriticalDays: 3,

    dashboards: {
      tags: ['mixgen', 'ingress-nginx'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
