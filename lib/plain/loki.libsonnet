// Loki beside Prometheus: its file and the rules of its ruler.
local alertmanager = import '../loki/alertmanager.libsonnet';
local config = import '../loki/config.libsonnet';
local rules = import '../loki/rules.libsonnet';

function(model, name, values) {
  local groups = rules.of(model),
  files: {
    ['%s/loki.yml' % name]: config(values, { data: 'data-' + name, rules: name + '/rules' }, alertmanager(model, values)),
  } + { ['%s/rules/fake/%s.yml' % [name, part]]: { groups: groups[part] } for part in std.objectFields(groups) },
  command: ['loki', '-config.file=%s/loki.yml' % name, '-target=all'],
}
