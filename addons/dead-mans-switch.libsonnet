// An alert that always fires, sent to a service that calls people when it
// stops coming: the only way to hear that alerting itself is broken.
{
  local addon = self,
  local v = addon.values,
  name: 'dead-mans-switch',
  help: "Sends a heartbeat to a service outside that calls people when it stops, such as Healthchecks.io or Dead Man's Snitch.",
  '#doc':: 'The alert Watchdog always fires. While it arrives, the whole path from Prometheus through Alertmanager to the outside works; when it stops, the service outside tells you.',
  requires: [],
  values: {
    '#url':: 'Secret that holds the URL to post to',
    url: { secret: 'mixgen-dead-mans-switch', key: 'url' },
    '#alert':: 'name of the alert that always fires',
    alert: 'Watchdog',
    '#interval':: { help: 'how often to post; the service should wait for two or three times as long', legal: 'duration' },
    interval: '5m',
    '#mixin':: { help: 'the mixin with the alert', type: 'mixin' },
    mixin: import '../lib/mixins/watchdog/mixin.libsonnet',
  },
  model: {
    config: { watchdogName: v.alert, runbookUrl: addon.environment.common.runbooks },
    // Most stacks have such an alert.
    [if std.member(addon.environment.stack.brings.rules, 'dead-mans-switch') then 'drop']: { brought: { alerts: ['*'], because: 'stack' } },
    channels: {
      // What is over would be a heartbeat too.
      [addon.name]: { type: 'webhook', secrets: { url: v.url }, send_resolved: false },
    },
    routes: {
      [addon.name]: {
        channel: addon.name,
        match: { alertname: v.alert },
        group_by: ['alertname'],
        group_wait: '0s',
        // At equal intervals every second heartbeat would be left out.
        group_interval: '30s',
        repeat_interval: v.interval,
      },
    },
  },
  // No other channel is to hear of it.
  patch: if v.alert == 'Watchdog' then {} else { routing: { values+: { silent+: [v.alert] } } },
}
