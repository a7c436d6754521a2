(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'pagerduty',
  help: 'Pages people through PagerDuty (Events API v2).',
  '#doc':: 'In PagerDuty: *Integrations* of the service, *Events API v2*. Its integration key is the credential.',
  values+: {
    '#routing_key':: 'Secret that holds the integration key of the service',
    routing_key: { secret: 'mixgen-pagerduty', key: 'routing-key' },
    severities: ['critical'],
    '#url':: { help: 'where the API is, such as https://events.eu.pagerduty.com/v2/enqueue for the EU', type: 'string', optional: true },
    url: null,
    '#severity':: 'template of the severity in PagerDuty: critical, error, warning or info',
    severity: '{{ if eq .CommonLabels.severity "critical" }}critical{{ else if eq .CommonLabels.severity "info" }}info{{ else }}warning{{ end }}',
    '#description':: addon.text('the headline, at most 1024 characters'),
    description: null,
    '#details':: { help: 'further details by name; templates', map: true, items: 'string' },
    details: {},
    '#resolved':: 'whether to resolve the incident when the alert is over',
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'pagerduty',
        settings: {
          severity: v.severity,
          [if v.url != null then 'url']: v.url,
          [if v.details != {} then 'details']: v.details,
        } + addon.texts({ description: 'description' }),
        secrets: { routing_key: v.routing_key },
        send_resolved: v.resolved,
      },
    },
  },
}
