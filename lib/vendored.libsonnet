// A mixin of dashboards and rule files that were not written as one:
// `(import …)(name, { dashboards: { file: text }, rules: { file: text } })`, where
// `name` is unique among packages. It imports nothing, so that any Jsonnet
// can use it. What lies in vendor/ stays as it is; here it is made to fit:
//
// - the uid stays where it is legal and no earlier file has it, else it comes
//   from the names of package and file;
// - the number, the version and the iteration that one Grafana gave it go;
// - inputs that an import would ask for become variables: a data source one of
//   that type, a constant its value.
local legal = std.set(std.stringChars('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-'));

local isUid(text) =
  std.isString(text) && std.length(text) > 0 && std.length(text) <= 40
  && std.all([std.setMember(c, legal) for c in std.stringChars(text)]);

local slug(text) = std.join('', [
  if std.setMember(c, legal) then std.asciiLower(c) else '-'
  for c in std.stringChars(text)
]);

// A whole path may be too long for a uid; its digest is not.
local uidOf(name, file) =
  local long = slug('%s/%s' % [name, file]);
  if std.length(long) <= 40 then long else std.md5(long);

// All texts of a value.
local mapped(value, f) =
  if std.isString(value) then f(value)
  else if std.isArray(value) then [mapped(item, f) for item in value]
  else if std.isObject(value) then { [key]: mapped(value[key], f) for key in std.objectFields(value) }
  else value;

// Variables are named by the kind of data source, as in our own dashboards.
local variableOf(input) =
  local kind = std.get(input, 'pluginId', 'prometheus');
  if kind == 'prometheus' then 'datasource' else slug(kind) + '_datasource';

local variable(input) = {
  name: variableOf(input),
  label: 'Data source',
  type: 'datasource',
  query: std.get(input, 'pluginId', 'prometheus'),
  refresh: 1,
  hide: 0,
  current: {},
  includeAll: false,
  multi: false,
  options: [],
  regex: '',
};

// What Grafana would ask for, and how it is said instead.
local replaced(inputs, board) =
  local by = {
    [input.name]:
      if std.get(input, 'type', '') == 'datasource' then '${%s}' % variableOf(input)
      else std.toString(std.get(input, 'value', ''))
    for input in inputs
  };
  local text(old) = std.foldl(
    function(text, name) std.strReplace(text, '${%s}' % name, by[name]),
    std.objectFields(by),
    old
  );
  if by == {} then board else mapped(board, text);

local withVariables(inputs, board) =
  local all = std.get(std.get(board, 'templating', {}), 'list', []);
  local there = std.set([std.get(one, 'name', '') for one in all]);
  local wanted = {
    [variableOf(input)]: variable(input)
    for input in std.set(inputs, variableOf)
    if std.get(input, 'type', '') == 'datasource' && !std.setMember(variableOf(input), there)
  };
  if wanted == {} then board
  else board {
    templating: std.get(board, 'templating', {}) + {
      list: [wanted[name] for name in std.objectFields(wanted)] + all,
    },
  };

local gone = ['id', 'version', 'iteration', '__inputs', '__requires'];

local normal(board, uid) =
  local inputs = std.get(board, '__inputs', []);
  local kept = {
    [key]: board[key]
    for key in std.objectFields(board)
    if !std.member(gone, key) && !(key == '__elements' && std.length(board[key]) == 0)
  };
  withVariables(inputs, replaced(inputs, kept)) { uid: uid };

// A file's name as a dashboard's: without folders.
local fileOf(path) = std.strReplace(path, '/', '-');

local boardsOf(name, texts) =
  local read(text) = local json = std.parseJson(text); std.get(json, 'dashboard', json);
  local boards = { [path]: read(texts[path]) for path in std.objectFields(texts) };
  local step(all, path) =
    local own = std.get(boards[path], 'uid');
    local candidates = (if isUid(own) then [own] else []) + [uidOf(name, path), std.md5('%s/%s' % [name, path])];
    local uid = [one for one in candidates if !std.member(all.uids, one)][0];
    { uids: all.uids + [uid], boards: all.boards { [fileOf(path)]: normal(boards[path], uid) } };
  std.foldl(step, std.objectFields(boards), { uids: [], boards: {} }).boards;

local groupsOf(texts) = std.flattenArrays([
  local read = std.parseYaml(texts[path]);
  local documents = if std.isArray(read) then read else [read];
  std.flattenArrays([
    local holder = std.get(document, 'spec', document);
    if std.isObject(holder) then std.get(holder, 'groups', []) else []
    for document in documents
    if std.isObject(document)
  ])
  for path in std.objectFields(texts)
]);

local hasAlerts(group) = std.any([std.objectHas(rule, 'alert') for rule in std.get(group, 'rules', [])]);

function(name, files)
  local groups = groupsOf(std.get(files, 'rules', {}));
  {
    grafanaDashboards+:: boardsOf(name, std.get(files, 'dashboards', {})),
    prometheusAlerts+:: { groups+: [group for group in groups if hasAlerts(group)] },
    prometheusRules+:: { groups+: [group for group in groups if !hasAlerts(group)] },
  }
