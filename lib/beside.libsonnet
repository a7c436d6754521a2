// The parts of the stack that its installer does not bring, as objects beside
// it; `brought` are those that it does. Their NetworkPolicies name pods of
// our own Prometheus, and would lock the installer's out.
local install = import './install.libsonnet';

// The API that serves the monitor, and no class that its Prometheus lacks.
local asOf(group, object) =
  if object.kind != 'ServiceMonitor' then object
  else object {
    apiVersion: group + '/v1',
    spec: { [key]: object.spec[key] for key in std.objectFields(object.spec) if key != 'scrapeClass' },
  };

function(model, tools, brought)
  local documents = tools.merge([
    install.only(model, tools, name)
    for name in std.objectFields(model.install)
    if std.member(install.parts, name) && !std.member(brought, name)
  ]);
  {
    [path]: asOf(tools.group, documents[path])
    for path in std.objectFields(documents)
    if documents[path].kind != 'NetworkPolicy'
  }
