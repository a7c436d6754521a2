// Alloy on the machine of the others, which reads files, the journal and
// containers.
local backends = import '../backends.libsonnet';
local config = import '../alloy/config.libsonnet';

function(model, name, values) {
  local tenant = if model.logs == null then null else model.logs.tenant,
  files: {
    [name + '/config.alloy']: config.text(values, false, model.cluster, backends.loki(model, values), tenant),
  },
  command: ['alloy', 'run %s/config.alloy' % name, '--storage.path=data-' + name, '--disable-reporting'],
}
