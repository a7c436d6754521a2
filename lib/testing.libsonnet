// For tests: files `tests/**/*_test.jsonnet`, which `mixgen test` evaluates.
//
//   local testing = import 'mixgen/lib/testing.libsonnet';
//   local project = import 'mixgen.jsonnet';
//   {
//     'pods may be unready for 15 minutes': {
//       actual: testing.alert(project.k3d, 'KubePodNotReady')['for'],
//       expected: '15m',
//     },
//   }
local kinds = ['actual', 'expected', 'contains', 'that', 'because'];

local isTest(value) =
  std.isObject(value) && std.length([key for key in kinds if std.objectHasAll(value, key)]) > 0;

// `[{ path, test }]`; what is no test and no group of tests is passed on as its
// type, for the runner to complain about.
local flatten(value, path) =
  if isTest(value) || !std.isObject(value) || std.length(value) == 0 then
    [{ path: path, test: if isTest(value) then value else { type: std.type(value) } }]
  else
    std.flattenArrays([flatten(value[name], path + [name]) for name in std.objectFields(value)]);

// Everything in a document that has the shape of rule groups, however deep: the
// spec of a PrometheusRule, a rule file, the values of a chart, a rule file
// in a ConfigMap.
local groupsIn(value) =
  if std.isArray(value) then std.flattenArrays([groupsIn(element) for element in value])
  else if std.isString(value) then
    if std.startsWith(value, 'groups:') || std.length(std.findSubstr('\ngroups:', value)) > 0 then groupsIn(std.parseYaml(value)) else []
  else if !std.isObject(value) then []
  else std.flattenArrays([
    if name == 'groups' && std.isArray(value.groups) && std.all([std.isObject(group) && std.objectHas(group, 'rules') for group in value.groups])
    then value.groups
    else groupsIn(value[name])
    for name in std.objectFields(value)
  ]);

local only(what, name, found, known) =
  if std.length(found) == 1 then found[0]
  else if std.length(found) > 1 then error '%d %ss are named %s: choose one of testing.%ss(tree)' % [std.length(found), what, name, what]
  else
    local names = std.set(known);
    local begin(text) = std.asciiLower(text[:5]);
    local near = [one for one in names if begin(one) == begin(name)];
    local others = if std.length(names) <= 10 then names else near;
    error 'no %s is named %s%s' % [
      what,
      name,
      if others == [] then ' among %d' % std.length(names) else '; there are: ' + std.join(', ', others),
    ];

{
  local t = self,

  '#groups':: 'All rule groups of an environment or of any object of documents.',
  groups(tree): groupsIn(tree),

  '#rules':: 'All rules, each with the name of its group in the hidden field `group`.',
  rules(tree): [
    rule { group:: group.name }
    for group in t.groups(tree)
    for rule in group.rules
  ],

  '#alerts':: 'All alerts; of one name, where that is given.',
  alerts(tree, name=null): [
    rule
    for rule in t.rules(tree)
    if std.objectHas(rule, 'alert') && (name == null || rule.alert == name)
  ],

  '#alert':: 'The one alert of that name.',
  alert(tree, name):
    only('alert', name, t.alerts(tree, name), [alert.alert for alert in t.alerts(tree)]),

  '#records':: 'All recording rules; of one name, where that is given.',
  records(tree, name=null): [
    rule
    for rule in t.rules(tree)
    if std.objectHas(rule, 'record') && (name == null || rule.record == name)
  ],

  '#record':: 'The one recording rule of that name.',
  record(tree, name):
    only('record', name, t.records(tree, name), [record.record for record in t.records(tree)]),

  '#objects':: 'The Kubernetes objects of a kind.',
  objects(tree, kind): [
    tree[path]
    for path in std.objectFields(tree)
    if std.isObject(tree[path]) && std.get(tree[path], 'kind') == kind
  ],

  '#object':: 'The one object of a kind and name.',
  object(tree, kind, name):
    local all = t.objects(tree, kind);
    only(kind, name, [object for object in all if object.metadata.name == name], [object.metadata.name for object in all]),

  '#mixin':: 'The rules of a mixin, in a form that the other functions take.',
  mixin(mixin): {
    [key]: mixin[key]
    for key in ['prometheusAlerts', 'prometheusRules']
    if std.objectHasAll(mixin, key)
  },

  // For the runner: the tests of a file by their path.
  collect(tests):: {
    [std.manifestJsonMinified(found.path) + '.json']: found.test
    for found in flatten(tests, [])
  },
}
