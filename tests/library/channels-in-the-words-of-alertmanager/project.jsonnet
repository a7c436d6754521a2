// Alertmanager's own file holds the routes and receivers of the model, and no
// secret.
local alertmanager = import 'mixgen/lib/alertmanager.libsonnet';
local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: [
      'discord',
      'email',
      'sns',
      'webex',
      {
        name: 'own',
        model: {
          channels: { own: { type: 'slack', settings: { text: '{{ template "own.text" . }}' }, secrets: { api_url: { secret: 's', key: 'k' } }, send_resolved: false } },
          routes: {
            a: { channel: 'own', match: { team: 'a"b' }, order: 2, group_wait: '1m' },
            b: { channel: 'own', match: { team: { regex: 'x.*' } }, order: 1, continue: false },
          },
          templates: { 'own.text': 'Own: {{ template "mixgen.title" . }}' },
          time_intervals: { lunch: [{ times: [{ start_time: '12:00', end_time: '13:00' }] }] },
        },
      },
    ],
    values: {
      discord: { severities: [], mute: ['lunch'] },
      email: { to: 'a@example.org', from: 'b@example.org', smarthost: 'smtp.example.org:587', username: 'u', subject: 'S' },
      sns: { topic_arn: 'arn:aws:sns:eu-west-1:123456789012:t', region: 'eu-west-1', credentials: { secret: 'aws', access_key: 'id', secret_key: 'key' } },
      webex: { room_id: 'r' },
      routing: { inhibit: false, inhibitions: { own: { source: { alertname: 'A' }, target: { alertname: { not: ['A', 'B'] } } } } },
    },
  },
});
local made = alertmanager.plain(
  environments.mixgen.models.k3d, function(reference) '/secrets/%s/%s' % [reference.secret, reference.key], 'templates/'
);
{
  problems: environments.mixgen.problems,
  config: made.config,
  secrets: made.secrets,
  templates: { [name]: std.length(made.templates[name]) > 20 for name in std.objectFields(made.templates) },
  inlined: environments.k3d['own/alertmanager-config.yaml'].spec.receivers[0].slackConfigs[0].text,
}
