// config.alloy: where logs come from, what becomes of them, where they go.
// Every piece is a text in the words of Alloy; `quoted` makes a string of its
// language, which JSON's are.
local quoted = std.manifestJsonMinified;
local listed(strings) = '[%s]' % std.join(', ', [quoted(string) for string in strings]);
local lines(pieces) = std.join('\n', [std.rstripChars(piece, '\n') + '\n' for piece in pieces if piece != '']);

// What programs call their levels, and numbers of pino and bunyan.
local levels = [
  ['critical', ['alert', 'crit', 'critical', 'emerg', 'emergency', 'fatal', 'panic', '60']],
  ['error', ['err', 'error', '50']],
  ['warn', ['warn', 'warning', '40']],
  ['info', ['info', 'information', 'notice', '30']],
  ['debug', ['debug', '20']],
  ['trace', ['trace', '10']],
];
// Any other word would be a label with any value.
local template = '{{ if .Value }}{{ $level := ToLower .Value }}{{ ' + std.join('{{ else ', [
  'if or %s }}%s' % [std.join(' ', ['(eq $level %s)' % quoted(word) for word in level[1]]), level[0]]
  for level in levels
]) + '{{ end }}{{ end }}';

local rule(fields) = '  rule {\n%s  }\n' % std.join('', [
  '    %s = %s\n' % [key, if std.isArray(fields[key]) then listed(fields[key]) else quoted(fields[key])]
  for key in std.objectFields(fields)
]);

local fromKubernetes(values) = [
  |||
    discovery.kubernetes "pods" {
      role = "pod"

      selectors {
        role  = "pod"
        field = "spec.nodeName=" + sys.env("NODE_NAME")
      }
  ||| + (
    if values.namespaces == [] then ''
    else '\n  namespaces {\n    names = %s\n  }\n' % listed(values.namespaces)
  ) + '}\n',
  'discovery.relabel "pods" {\n  targets = discovery.kubernetes.pods.targets\n\n' + std.join('\n', [
    rule({ source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Pending|Succeeded|Failed|Unknown', action: 'drop' }),
  ] + (
    if values.ignored == [] then []
    else [rule({ source_labels: ['__meta_kubernetes_namespace'], regex: std.join('|', values.ignored), action: 'drop' })]
  ) + [
    rule({ source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' }),
    rule({ source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' }),
    rule({ source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' }),
    rule({ source_labels: ['__meta_kubernetes_pod_node_name'], target_label: 'node' }),
    // The first of them that is there; without any the name of the container.
    rule({
      source_labels: [
        '__meta_kubernetes_pod_label_app_kubernetes_io_name',
        '__meta_kubernetes_pod_label_k8s_app',
        '__meta_kubernetes_pod_label_app',
        '__meta_kubernetes_pod_container_name',
      ],
      regex: ';*([^;]+).*',
      target_label: 'app',
    }),
  ]) + '}\n',
  |||
    loki.source.kubernetes "pods" {
      targets    = discovery.relabel.pods.output
      forward_to = [loki.process.logs.receiver]
    }
  |||,
];

local fromFiles(values) =
  local labels(more) = '{%s}' % std.join(', ', ['%s = %s' % [key, quoted(more[key])] for key in std.objectFields(more)]);
  (if values.files == [] then [] else [
     |||
       local.file_match "files" {
         path_targets = [
           %s,
         ]
       }
     ||| % std.join(',\n    ', [labels({ __path__: path, app: 'files' }) for path in values.files]),
     |||
       loki.source.file "files" {
         targets    = local.file_match.files.targets
         forward_to = [loki.process.logs.receiver]
       }
     |||,
   ]) + (if !values.journal then [] else [
           |||
             loki.relabel "journal" {
               forward_to = []

           ||| + std.join('\n', [
             rule({ source_labels: ['__journal__systemd_unit'], regex: '(.+)\\.service', target_label: 'app' }),
             rule({ source_labels: ['__journal_priority_keyword'], target_label: 'level' }),
           ]) + '}\n',
           |||
             loki.source.journal "journal" {
               relabel_rules = loki.relabel.journal.rules
               forward_to    = [loki.process.logs.receiver]
               labels        = {app = "journal"}
             }
           |||,
         ]) + (if values.docker == null then [] else [
                 |||
                   discovery.docker "containers" {
                     host = %s
                   }
                 ||| % quoted(values.docker),
                 'discovery.relabel "containers" {\n  targets = discovery.docker.containers.targets\n\n' + std.join('\n', [
                   rule({ source_labels: ['__meta_docker_container_name'], regex: '/(.*)', target_label: 'container' }),
                   rule({
                     source_labels: ['__meta_docker_container_label_com_docker_compose_service', '__meta_docker_container_name'],
                     regex: ';*/?([^;]+).*',
                     target_label: 'app',
                   }),
                 ]) + '}\n',
                 |||
                   loki.source.docker "containers" {
                     host       = %s
                     targets    = discovery.relabel.containers.output
                     forward_to = [loki.process.logs.receiver]
                   }
                 ||| % quoted(values.docker),
               ]);

local process(values, inKubernetes) =
  |||
    loki.process "logs" {
      forward_to = [loki.write.logs.receiver]

      // Lines in JSON say their level, others say it as logfmt does.
      stage.json {
        expressions = {level = "level || lvl || severity || log_level || \"log.level\""}
      }

      stage.regex {
        expression = %(logfmt)s
      }

      stage.template {
        source   = "level"
        template = %(template)s
      }

      stage.labels {
        values = {level = ""}
      }
  ||| % {
    logfmt: quoted('(?:^|\\s)(?:level|lvl|severity)="?(?P<level>[A-Za-z]+)'),
    template: quoted(template),
  } + (
    if !inKubernetes then ''
    else '\n  // Say nothing that the others do not.\n  stage.label_drop {\n    values = ["instance", "job"]\n  }\n'
  ) + (
    if values.unwanted == [] then ''
    else '\n  stage.match {\n    selector = %s\n    action   = "drop"\n  }\n' % quoted('{level=~"%s"}' % std.join('|', values.unwanted))
  ) + '}\n';

local write(url, tenant, cluster) =
  'loki.write "logs" {\n' + (
    if url == null then ''
    else '  endpoint {\n    url = %s\n%s  }\n\n' % [
      quoted(url + '/loki/api/v1/push'),
      if tenant == null then '' else '    tenant_id = %s\n' % quoted(tenant),
    ]
  ) + '  external_labels = {cluster = %s}\n}\n' % quoted(cluster);

// Logs as OTLP go to Loki as such, which makes labels of the usual resource
// attributes, and traces where they are wanted.
local otlp(values, url, tenant, listen) =
  local traces = values.otlp.traces != null;
  local exporter(name, address, headers) =
    'otelcol.exporter.otlphttp %s {\n  client {\n    endpoint = %s\n%s  }\n}\n' % [quoted(name), quoted(address), headers];
  if !values.otlp.receive then []
  else [
    |||
      otelcol.receiver.otlp "otlp" {
        grpc {
          endpoint = %(grpc)s
        }

        http {
          endpoint = %(http)s
        }

        output {
          logs   = [otelcol.processor.batch.otlp.input]
          traces = [%(traces)s]
        }
      }
    ||| % {
      grpc: quoted(listen + ':4317'),
      http: quoted(listen + ':4318'),
      traces: if traces then 'otelcol.processor.batch.otlp.input' else '',
    },
    |||
      otelcol.processor.batch "otlp" {
        output {
          logs   = [%(logs)s]
          traces = [%(traces)s]
        }
      }
    ||| % {
      logs: if url == null then '' else 'otelcol.exporter.otlphttp.logs.input',
      traces: if traces then 'otelcol.exporter.otlphttp.traces.input' else '',
    },
    if url == null then '' else exporter('logs', url + '/otlp', if tenant == null then '' else '    headers  = {"X-Scope-OrgID" = %s}\n' % quoted(tenant)),
    if !traces then '' else exporter('traces', values.otlp.traces, ''),
  ];

{
  '#text':: '`url` and `tenant` are those of Loki, or null.',
  text(values, inKubernetes, cluster, url, tenant)::
    lines(
      ['logging {\n  level  = "warn"\n  format = "logfmt"\n}\n']
      + (if inKubernetes then fromKubernetes(values) else fromFiles(values))
      + [process(values, inKubernetes), write(url, tenant, cluster)]
      + otlp(values, url, tenant, if inKubernetes then '0.0.0.0' else '127.0.0.1')
      + (if values.extra == '' then [] else [values.extra])
    ),
}
