// Variables of a dashboard as Perses has them. The data source is none
// there: queries without one take the default.
local listed(board) = std.get(std.get(board, 'templating', {}), 'list', []);

// `label_values(series, label)` or `label_values(label)`.
local labelValues(query) =
  if !std.isString(query) || !std.startsWith(query, 'label_values(') then null
  else
    local inside = std.rstripChars(query[std.length('label_values('):], ') ');
    local at = std.findSubstr(',', inside);
    // Commas inside the matchers of the series do not count: the last is it.
    if at == [] then { label: std.stripChars(inside, ' ') }
    else
      local last = at[std.length(at) - 1];
      { series: std.stripChars(inside[:last], ' '), label: std.stripChars(inside[last + 1:], ' ') };

local textOf(query) = if std.isObject(query) then std.get(query, 'query', '') else query;

local supported(variable) =
  variable.type == 'datasource' || variable.type == 'custom' || variable.type == 'constant' || variable.type == 'textbox'
  || variable.type == 'interval'
  || variable.type == 'query' && labelValues(textOf(variable.query)) != null;

local choices(variable) = [std.stripChars(value, ' ') for value in std.split(variable.query, ',')];

local one(variable) =
  local display = {
    [if std.get(variable, 'label', '') != '' then 'name']: variable.label,
    [if std.get(variable, 'hide', 0) == 2 then 'hidden']: true,
  };
  local list(plugin) = {
    kind: 'ListVariable',
    spec: {
      name: variable.name,
      [if display != {} then 'display']: display,
      allowAllValue: std.get(variable, 'includeAll', false),
      allowMultiple: std.get(variable, 'multi', false),
      [if std.get(variable, 'includeAll', false) && std.get(variable, 'allValue') != null then 'customAllValue']: variable.allValue,
      [if std.get(variable, 'includeAll', false) then 'defaultValue']: '$__all',
      plugin: plugin,
    },
  };
  if variable.type == 'query' then
    local found = labelValues(textOf(variable.query));
    list({
      kind: 'PrometheusLabelValuesVariable',
      spec: {
        labelName: found.label,
        [if std.objectHas(found, 'series') then 'matchers']: [found.series],
      },
    })
  else if variable.type == 'textbox' || variable.type == 'constant' then {
    kind: 'TextVariable',
    spec: { name: variable.name, value: std.get(variable, 'query', ''), [if display != {} then 'display']: display },
  }
  else list({ kind: 'StaticListVariable', spec: { values: choices(variable) } });

{
  list(board):: [
    one(variable)
    for variable in listed(board)
    if supported(variable) && variable.type != 'datasource'
  ],

  unsaid(board):: [
    {
      what: 'the variable `%s`' % variable.name,
      why: 'Perses has none of type `%s` with this query' % variable.type,
    }
    for variable in listed(board)
    if !supported(variable)
  ],
}
