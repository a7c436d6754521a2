// What messages look like, as templates of Alertmanager: what, where, since
// when, and the ways to the runbook, the dashboard and the query.
local receivers = import './objects/receivers.libsonnet';

local time(field) = '{{ .%s.UTC.Format "2006-01-02 15:04 MST" }}' % field;

// More alerts than these are counted, not told: channels cut long messages.
local most = 10;

// Labels that the title has already, or that say nothing about the place.
local place = '(.Labels.Remove (stringSlice "alertname" "severity" "prometheus")).SortedPairs';

local markdown = {
  line: '\n',
  text(value): '{{ %s }}' % value,
  bold(text): '**%s**' % text,
  code(text): '`%s`' % text,
  link(name, url): '[%s](%s)' % [name, url],
};
local formats = {
  markdown: markdown,
  // Adaptive cards know neither code nor single line breaks.
  teams: markdown { line: '\n\n', code(text): text },
  webex: markdown { line: '  \n' },
  slack: markdown {
    text(value): '{{ %s | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}' % value,
    bold(text): '*%s*' % text,
    link(name, url): '<%s|%s>' % [url, name],
  },
  // Alertmanager escapes what stands in HTML.
  telegram: markdown {
    bold(text): '<b>%s</b>' % text,
    code(text): '<code>%s</code>' % text,
    link(name, url): '<a href="%s">%s</a>' % [url, name],
  },
  text: markdown {
    bold(text): text,
    code(text): text,
    link(name, url): '%s: %s' % [name, url],
    linkLine: '\n',
  },
};

local links(format) = [
  { name: 'Runbook', url: '.Annotations.runbook_url' },
  { name: 'Dashboard', url: '.Annotations.dashboard_url' },
  { name: 'Query', url: '.GeneratorURL' },
];

local alert(format, resolved) =
  local separator = std.get(format, 'linkLine', ' · ');
  std.join('', [
    format.bold('{{ if .Annotations.summary }}%s{{ else }}%s{{ end }}' % [
      format.text('.Annotations.summary'),
      format.text('.Labels.alertname'),
    ]),
    format.line,
    '{{ if .Annotations.description }}%s%s{{ end }}' % [format.text('.Annotations.description'), format.line],
    '{{ range $i, $p := %s }}{{ if $i }}, {{ end }}{{ .Name }} %s{{ end }}' % [place, format.code(format.text('.Value'))],
    format.line,
    if resolved then 'From %s to %s' % [time('StartsAt'), time('EndsAt')] else 'Since ' + time('StartsAt'),
  ] + [
    '{{ if %s }}%s%s{{ end }}' % [link.url, separator, format.link(link.name, '{{ %s }}' % link.url)]
    for link in links(format)
  ]);

local each(format, status, resolved) =
  local end = format.line + format.line;
  '{{ range $i, $a := .Alerts.%s }}{{ if lt $i %d }}%s%s{{ end }}{{ end }}{{ if gt (len .Alerts.%s) %d }}%d of {{ len .Alerts.%s }} are shown.%s{{ end }}' % [
    status,
    most,
    (if resolved then format.bold('Resolved:') + ' ' else '') + alert(format, resolved),
    end,
    status,
    most,
    most,
    status,
    end,
  ];

local body(format) = each(format, 'Firing', false) + each(format, 'Resolved', true);

local alerts = '{{ if .CommonLabels.alertname }}{{ .CommonLabels.alertname }}{{ else }}{{ len .Alerts }} alerts{{ end }}';
local url = '{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }}';

local row(name, value) =
  '\n<tr><td style="padding:2px 12px 2px 0;color:#666;vertical-align:top">%s</td><td style="padding:2px 0">%s</td></tr>' % [name, value];

local card(status, colour, resolved) = std.join('', [
  '{{ range .Alerts.%s }}' % status,
  '<div style="margin:0 0 16px;padding:8px 16px;border-left:4px solid %s">\n' % colour,
  '<p style="margin:4px 0;font-size:16px"><b>{{ if .Annotations.summary }}{{ .Annotations.summary }}{{ else }}{{ .Labels.alertname }}{{ end }}</b></p>\n',
  '{{ if .Annotations.description }}<p style="margin:4px 0">{{ .Annotations.description }}</p>\n{{ end }}',
  '<table style="border-collapse:collapse;font-size:14px">',
  row('alert', '{{ .Labels.alertname }}'),
  row('severity', '{{ .Labels.severity }}'),
  '{{ range %s }}%s{{ end }}' % [place, row('{{ .Name }}', '{{ .Value }}')],
  row('since', time('StartsAt')),
  if resolved then row('until', time('EndsAt')) else '',
  '\n</table>\n<p style="margin:8px 0 4px">',
] + [
  '\n{{ if %s }}<a href="{{ %s }}" style="margin-right:16px">%s</a>{{ end }}' % [link.url, link.url, link.name]
  for link in links({})
] + ['\n</p>\n</div>\n{{ end }}']);

local bodies = {
  'mixgen.title': std.join('', [
    '[{{ if eq .Status "firing" }}FIRING{{ if gt (len .Alerts.Firing) 1 }} {{ len .Alerts.Firing }}{{ end }}{{ else }}RESOLVED{{ end }}] ',
    alerts,
    '{{ if .CommonLabels.severity }} ({{ .CommonLabels.severity }}){{ end }}',
    '{{ if .CommonLabels.namespace }} in {{ if .CommonLabels.cluster }}{{ .CommonLabels.cluster }}/{{ end }}{{ .CommonLabels.namespace }}',
    '{{ else if .CommonLabels.cluster }} in {{ .CommonLabels.cluster }}{{ end }}',
  ]),
  'mixgen.link': url,
  'mixgen.runbook': '{{ (index .Alerts 0).Annotations.runbook_url }}',
  'mixgen.dashboard': '{{ (index .Alerts 0).Annotations.dashboard_url }}',
  'mixgen.since': '{{ (index .Alerts 0).StartsAt.UTC.Format "2006-01-02 15:04 MST" }}',
  'mixgen.colour': '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
  // For the small screen: what, and how often.
  'mixgen.short': std.join('', [
    '{{ range $i, $a := .Alerts }}{{ if lt $i 4 }}{{ if .Annotations.summary }}{{ .Annotations.summary }}{{ else }}{{ .Labels.alertname }}{{ end }}',
    '{{ if .Labels.namespace }} ({{ .Labels.namespace }}{{ if .Labels.pod }}/{{ .Labels.pod }}{{ end }}){{ end }}\nSince ',
    time('StartsAt'),
    '{{ if .Annotations.runbook_url }}\n{{ .Annotations.runbook_url }}{{ end }}\n{{ end }}{{ end }}',
  ]),
  'mixgen.html': std.join('', [
    '<!DOCTYPE html><html><body style="font-family:sans-serif;color:#222">\n',
    '<h2 style="font-size:18px">{{ if eq .Status "firing" }}Firing: {{ len .Alerts.Firing }}{{ else }}Resolved{{ end }}</h2>\n',
    card('Firing', '#c4162a', false),
    card('Resolved', '#37872d', true),
    '<p style="font-size:12px;color:#666"><a href="%s">All alerts in Alertmanager</a></p>\n</body></html>' % url,
  ]),
} + { ['mixgen.' + name]: body(formats[name]) for name in std.objectFields(formats) };

local calls(text, name) = std.length(std.findSubstr('template "%s"' % name, text)) > 0;
local call(name) = '{{ template "%s" . }}' % name;
local define(name, body) = '{{ define "%s" }}%s{{ end }}\n' % [name, body];

{
  '#bodies':: 'Our templates by name.',
  bodies: bodies,

  '#used':: "Files of templates `{ name: text }` for the channels of a model: ours that are used, and the model's own.",
  used(model)::
    local texts = std.join('\n', std.flattenArrays([
      receivers.texts(model.channels[name])
      for name in std.objectFields(model.channels)
    ]) + [model.templates[name] for name in std.objectFields(model.templates)]);
    local ours = [name for name in std.objectFields(bodies) if calls(texts, name)];
    {
      [if ours != [] then 'mixgen.tmpl']: std.join('', [define(name, bodies[name]) for name in ours]),
      [if model.templates != {} then 'own.tmpl']:
        std.join('', [define(name, model.templates[name]) for name in std.objectFields(model.templates)]),
    },

  '#inline':: 'A text with the templates that it calls put in their places, which may call others in turn.',
  inline(model)::
    local all = bodies + model.templates;
    local once(text) = std.foldl(
      function(text, name) if calls(text, name) then std.strReplace(text, call(name), all[name]) else text,
      std.objectFields(all),
      text
    );
    function(text) once(once(once(text))),
}
