// Every channel, for every target: what `tests/real/receivers` holds against
// the table of who should hear of what.
local mixgen = import 'mixgen/main.libsonnet';

local all = {
  components: ['etcd', 'nats'],
  addons: [
    'dead-mans-switch',
    'discord',
    'email',
    'msteams',
    'opsgenie',
    'pagerduty',
    'pushover',
    'slack',
    'sns',
    'telegram',
    'victorops',
    'webex',
    'webhook',
    (import 'mixgen/addons/slack.libsonnet') { name: 'slack-db' },
    (import 'mixgen/addons/discord.libsonnet') { name: 'discord-web' },
  ],
  values: {
    email: {
      to: 'oncall@example.org',
      from: 'alerts@example.org',
      smarthost: 'smtp.example.org:587',
      username: 'alerts',
    },
    opsgenie: { api_url: 'https://api.atlassian.com/jsm/ops/integration/', tags: ['k8s'], responders: [{ type: 'team', name: 'ops' }] },
    pagerduty: { details: { service: 'shop' } },
    sns: { topic_arn: 'arn:aws:sns:eu-west-1:123456789012:alerts', region: 'eu-west-1' },
    telegram: { chat_id: -1001, thread: 7 },
    victorops: { routing_key: 'ops' },
    webex: { room_id: 'room' },
    // Hears of everything, but not of what only says that alerting works.
    webhook: { severities: [], token: { secret: 'mixgen-webhook', key: 'token' } },
    'slack-db': { severities: [], teams: ['db', 'storage'], channel: '#db', mute: ['nights'] },
    'discord-web': {
      severities: ['critical'],
      namespaces: ['shop', 'web'],
      match: { tier: { not: ['test', 'dev'] }, pod: { regex: 'cart-.*' } },
      active: ['nights', 'weekend'],
      repeat_interval: '1h',
      group_by: ['alertname', 'pod'],
    },
    labels: { alerts: { environment: 'test' } },
    routing: {
      time_intervals: {
        nights: [
          { times: [{ start_time: '22:00', end_time: '24:00' }, { start_time: '00:00', end_time: '06:00' }], weekdays: ['monday:friday'] },
        ],
        weekend: [
          { weekdays: ['saturday', 'sunday'], months: ['january:november'], days_of_month: ['1:7', '-1'], years: ['2026:2030'] },
        ],
      },
    },
  },
};

mixgen.environments({
  crd: all { stack: 'kube-prometheus-stack', target: 'crd' },
  helm: all { stack: 'kube-prometheus-stack', target: 'helm', mode: 'install' },
  plain: all { target: 'plain', mode: 'install' },
  // For a real Alertmanager of Debian, which is too old for some channels.
  quiet: {
    components: ['cockroachdb', 'deployments', 'etcd', 'http-service', 'kubernetes', 'nats'],
    addons: ['email'],
    target: 'plain',
    mode: 'install',
    values: {
      email: { to: 'oncall@example.org', from: 'alerts@example.org', smarthost: '127.0.0.1:1' },
      'http-service': { services: { items: {} } },
      routing: { inhibitions: { mine: { source: { alertname: 'Flood' }, target: { alertname: { regex: 'Wet.+' } }, equal: ['room'] } } },
    },
  },
  rhob: all { target: 'rhob', mode: 'install' },
})
