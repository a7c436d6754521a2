(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  // Hosts whose service ends; Jira Service Management answers elsewhere.
  local ending = ['https://api.opsgenie.com/', 'https://api.eu.opsgenie.com/'],
  // Of responders.
  local kinds = ['escalation', 'schedule', 'team', 'user'],
  name: 'opsgenie',
  help: 'Pages people through OpsGenie (its service ends on 2027-04-05).',
  '#doc':: 'No new accounts are sold, and the service ends on 2027-04-05; an account that is moved to Jira Service Management keeps its key, at the address that `api_url` then names. Others: [pagerduty](pagerduty.md), or any service that takes a [webhook](webhook.md).',
  values+: {
    '#api_key':: 'Secret that holds the API key of the integration',
    api_key: { secret: 'mixgen-opsgenie', key: 'api-key' },
    '#api_url':: 'where the API is: https://api.eu.opsgenie.com/ for the EU, https://api.atlassian.com/jsm/ops/integration/ after the move to Jira Service Management',
    api_url: 'https://api.opsgenie.com/',
    severities: ['critical'],
    '#priority':: { help: 'priority of the alerts', oneOf: ['P1', 'P2', 'P3', 'P4', 'P5'] },
    priority: 'P2',
    '#tags':: { help: 'tags of the alerts', items: 'string' },
    tags: [],
    '#responders':: { help: "who is paged: `{ type: 'team', name: '…' }`, where the type is team, user, escalation or schedule", items: 'object' },
    responders: [],
    '#message':: addon.text('the headline, at most 130 characters'),
    message: null,
    '#description':: addon.text('the description'),
    description: null,
    '#resolved':: 'whether to close the alert when it is over',
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'opsgenie',
        settings: {
          api_url: v.api_url,
          priority: v.priority,
          // Jira Service Management has no operation for it.
          update_alerts: false,
          [if v.tags != [] then 'tags']: std.join(',', v.tags),
          [if v.responders != [] then 'responders']: v.responders,
        } + addon.texts({ message: 'message', description: 'description' }),
        secrets: { api_key: v.api_key },
        send_resolved: v.resolved,
      },
    },
    problems: [
      {
        path: ['values', addon.name, 'responders'],
        message: if std.objectHas(responder, 'type')
        then 'OpsGenie knows no responder of type `%s`' % std.toString(responder.type)
        else 'a responder of OpsGenie needs a `type`',
        hint: 'one of: ' + std.join(', ', kinds),
      }
      for responder in v.responders
      if !std.member(kinds, std.get(responder, 'type'))
    ],
    warnings: if std.member(ending, v.api_url) then {
      [addon.name]: {
        code: 'end-of-life',
        path: ['values', addon.name, 'api_url'],
        subject: 'OpsGenie',
        date: '2027-04-05',
        text: 'set `api_url` to https://api.atlassian.com/jsm/ops/integration/ once the account is moved to Jira Service Management',
      },
    } else {},
  },
}
