// Parca beside Prometheus.
local config = import '../parca/config.libsonnet';

function(model, name, values)
  local made = config(values, 'data-' + name);
  {
    files: { ['%s/parca.yml' % name]: made.file },
    command: ['parca', '--config-path=%s/parca.yml' % name] + made.flags,
  }
