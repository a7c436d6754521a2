// README.md of a tree of target `plain`: how its programs are started, and
// what must be put beside it.
local flags = import './flags.libsonnet';

local table(head, rows) = std.join('\n', [
  '| %s |' % std.join(' | ', row)
  for row in [head, std.makeArray(std.length(head), function(i) '---')] + rows
]);

// `files` are the paths of the tree; `secrets` what its files refer to, as
// `{ path: help }`; `commands` start further programs, `[[word]]`.
function(model, files, secrets, commands=[])
  local has(path) = std.member(files, path);
  local command(program, words) = '    ' + std.join(' \\\n        ', [program] + words);
  local further = [command(words[0], words[1:]) for words in commands];
  local sections = if model.mode == 'install' then [
    |||
      # %s

      Made by mixgen for target `plain`. Start every program in this folder: the paths in the files are relative to it.
    ||| % model.name,
    command('prometheus', ['--config.file=prometheus.yml'] + flags.prometheus(model)),
    command('alertmanager', ['--config.file=alertmanager.yml'] + flags.alertmanager(model)),
  ] + (
    if has('blackbox.yml') then [command('blackbox_exporter', ['--config.file=blackbox.yml'])] else []
  ) + (
    if has('grafana/provisioning/dashboards/mixgen.yml')
    then [command('GF_PATHS_PROVISIONING="$PWD/grafana/provisioning"', ['grafana server --homepath=/usr/share/grafana'])]
    else []
  ) + further else [
    |||
      # %s

      Made by mixgen for target `plain`, to add to programs that run already. Copy, or name in their configuration:

      - `rules/*.yml` in `rule_files` of prometheus.yml
      - `scrape/*.yml` in `scrape_config_files` of prometheus.yml (Prometheus 2.43 or later)
      - `dashboards/` in a provider of Grafana's provisioning
    ||| % model.name,
  ] + (
    if model.datasources == {} then []
    else ['Grafana reads `grafana/provisioning/datasources/*.yml` from its own folder of that name.']
  ) + (
    if has('alertmanager.part.yml')
    then ['What is in `alertmanager.part.yml` belongs into the one alertmanager.yml: its routes below yours, its other lists to yours.']
    else []
  ) + (
    if has('blackbox.part.yml') then ['The modules in `blackbox.part.yml` belong into the one blackbox.yml.'] else []
  ) + (
    local folders = std.set([std.join('/', std.split(path, '/')[:3]) for path in files if std.length(std.findSubstr('/rules/', path)) > 0]);
    if folders == [] || model.logs == null || std.objectHas(model.installers, model.logs.part) then []
    else ["Copy %s into the folder of rules of Loki's ruler." % std.join(', ', ['`%s/`' % folder for folder in folders])]
  ) + (
    if further == [] then [] else ['Start in this folder:'] + further
  );
  local wanted = [
    '## Secrets\n\nEach file holds nothing but the secret, and is readable by its program alone. None belongs into Git.',
    table(['file', 'for'], [['`%s`' % path, secrets[path]] for path in std.objectFields(secrets)]),
  ];
  local jobs = [
    name
    for name in std.objectFields(model.scrape)
    if model.plain.discovery == 'files' && model.scrape[name].from != 'static'
  ];
  local targets = [
    |||
      ## Targets

      Prometheus looks for targets in `targets/<name>/*.yml`, and notices changes. Such a file says

          - targets: ['10.0.0.7:7777']
            labels: { namespace: 'nats', pod: 'nats-0' }
    |||,
    table(['folder', 'what is to be found there'], [
      [
        '`targets/%s/`' % name,
        '%s, namespace `%s`' % [
          if std.objectHas(model.scrape[name], 'port') then 'port `%s` of %s' % [model.scrape[name].port, model.scrape[name].from]
          else 'pods with annotations',
          model.scrape[name].namespace,
        ],
      ]
      for name in jobs
    ]),
  ];
  std.join('\n\n', [
    std.rstripChars(section, '\n')
    for section in sections
                   + (if secrets == {} then [] else wanted)
                   + (if jobs == [] then [] else targets)
  ]) + '\n'
