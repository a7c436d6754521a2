// Where components that collect send what they have: the address that they
// are given, else that of the data source of the type. Null where there is
// none.
local first(model, type) =
  local urls = [
    model.datasources[name].url
    for name in std.objectFields(model.datasources)
    if model.datasources[name].type == type
  ];
  if urls == [] then null else urls[0];

local base(given, model, type) =
  local url = if given == null then first(model, type) else given;
  if url == null then null else std.rstripChars(url, '/');

{
  '#loki':: 'The address of Loki without a path: `values.loki`, or of the environment. Its own protocol is at `/loki/api/v1/push`, OTLP at `/otlp`.',
  loki(model, values):: base(values.loki, model, 'loki'),

  '#traces':: 'Where spans go by OTLP over gRPC, `{ name: host:port }`: `values.traces`, or all that the environment has.',
  traces(model, values)::
    if values.traces != {} then values.traces
    else {
      [std.asciiLower(name)]: model.datasources[name].otlp
      for name in std.objectFields(model.datasources)
      if std.get(model.datasources[name], 'otlp') != null
    },
}
