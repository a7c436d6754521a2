local mixgen = import 'mixgen/main.libsonnet';

local nulls(value) =
  if value == null then 1
  else if std.isObject(value) then std.foldl(function(sum, key) sum + nulls(value[key]), std.objectFields(value), 0)
  else if std.isArray(value) then std.foldl(function(sum, item) sum + nulls(item), value, 0)
  else 0;
local all = { components: ['cockroachdb', 'etcd', 'kubernetes', 'nats'], addons: ['discord', 'opsgenie'] };
local environments = mixgen.environments({ k3d: all { platform: 'k3d' }, okd: all { platform: 'okd' }, gke: all { platform: 'gke' } });
{
  [name]: std.foldl(
    function(sum, path) sum + (if std.endsWith(path, '.yaml') then nulls(environments[name][path]) else 0),
    std.objectFields(environments[name]),
    0
  )
  for name in std.objectFields(environments)
}
