// Where the ruler sends alerts, unless `alertmanager` of the component says:
// a URL, or null where nobody can know.
function(model, values)
  local url(address) = if address == null then null else 'http://' + address;
  if values.alertmanager != null then values.alertmanager
  else if model.target == 'plain' then url(model.plain.alertmanagers[0])
  else if model.mode == 'join' then url(model.stack.alertmanager)
  else if model.target == 'crd' then url('%salertmanager.%s.svc:9093' % [model.common.prefix, model.common.namespace])
  else url(model.stack { namespace: model.common.namespace }.alertmanager)
