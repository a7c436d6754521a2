// What Prometheus and Alertmanager are told by flags, not in a file.
local given(flag, value) = if value == null || value == '' then [] else ['--%s=%s' % [flag, value]];

{
  prometheus(model)::
    local v = std.get(model.install, 'prometheus', {});
    local exemplars = std.get(v, 'exemplars', 0);
    local features = std.get(v, 'features', []) + (if exemplars > 0 then ['exemplar-storage'] else []);
    given('storage.tsdb.retention.time', std.get(v, 'retention'))
    + given('storage.tsdb.retention.size', local size = std.get(v, 'retention_size'); if size == null then null else std.strReplace(size, 'iB', 'B'))
    + given('web.external-url', std.get(v, 'external_url'))
    + given('enable-feature', std.join(',', std.set(features)))
    + (if model.writes == {} then [] else ['--web.enable-remote-write-receiver']),

  alertmanager(model)::
    local v = std.get(model.install, 'alertmanager', {});
    given('data.retention', std.get(v, 'retention')) + given('web.external-url', std.get(v, 'external_url')),
}
