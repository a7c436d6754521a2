// A build without a project file: one environment, named after its platform.
//
// `set` is what `--set PATH=VALUE` says: `{ path: [keys], text, json }`, where
// `json` is the value of the text, and absent where it is none. A value that
// is declared as a string, or must be set and says no other type, is the text.
local catalogue = import './catalogue.libsonnet';
local docs = import './check/values.libsonnet';

local isText(declared, path) =
  if !std.isObject(declared) || !std.objectHasAll(declared, path[0]) then false
  else if std.length(path) > 1 then isText(declared[path[0]], path[1:])
  else
    local value = declared[path[0]];
    local type = std.get(docs.docOf(declared, path[0]), 'type');
    std.isString(value) || (value == null && (type == null || type == 'string'));

local declaredBy(name) =
  local found = [
    catalogue[kind][name]
    for kind in ['component', 'addon', 'platform', 'settings']
    if std.objectHas(catalogue[kind], name)
  ];
  if found == [] then {} else std.get(found[0], 'values', {});

local valueOf(one) =
  local text = std.length(one.path) > 1 && isText(declaredBy(one.path[0]), one.path[1:]);
  if text || !std.objectHas(one, 'json') then one.text else one.json;

local nest(path, value) =
  if path == [] then value else { [path[0]]+: nest(path[1:], value) };

function(platform, components=[], addons=[], set=[])
  (import './environments.libsonnet')({
    [platform]: {
      platform: platform,
      components: if components == [] then ['cockroachdb', 'etcd', 'kubernetes', 'nats'] else components,
      addons: addons,
      values: std.foldl(function(values, one) values + nest(one.path[:std.length(one.path) - 1], { [one.path[std.length(one.path) - 1]]: valueOf(one) }), set, {}),
    },
  })
