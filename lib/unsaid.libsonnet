// What a target cannot express: `[{ path, part, what, why }]`. `path` leads to
// the value in the project, where there is one; nothing is left out in
// silence.
local receivers = import './objects/receivers.libsonnet';

local named(object, wanted) = [name for name in std.objectFields(object) if wanted(object[name])];

// Parts of an install value by value: `wants` are the values that count, with
// a reason each.
local values(model, part, wants) =
  local v = std.get(model.install, part, {});
  [
    {
      path: ['values', part, key],
      part: part,
      what: '`values.%s.%s`' % [part, key],
      why: wants[key].why,
    }
    for key in std.objectFields(wants)
    if std.objectHas(v, key) && wants[key].when(v[key])
  ];

local given(value) = !std.member([null, '', 0, [], {}], value);

{
  '#ofObjects':: 'Of objects that another operator reads.',
  ofObjects(model)::
    // The prober that is there already, and modules that it does not have.
    [
      {
        path: ['values', probe.part],
        part: probe.part,
        what: 'the module `%s` of the probe `%s`' % [probe.module, name],
        why: 'add it to the configuration of the blackbox exporter of the stack `%s`, which is not ours' % model.stack.name,
      }
      for name in std.objectFields(model.probes)
      for probe in [model.probes[name]]
      if !std.objectHas(model.install, 'blackbox-exporter') && !std.member(model.stack.brings.modules, probe.module)
    ],

  '#ofFiles':: 'Of files for plain programs.',
  ofFiles(model):: [
    {
      path: null,
      part: part,
      what: 'the workload `%s`' % name,
      why: 'nothing here runs containers: start it yourself',
    }
    for part in std.objectFields(model.workloads)
    if !std.objectHas(model.install, part)
    for name in std.objectFields(model.workloads[part])
  ] + (
    if model.mode == 'install' then []
    else [
      {
        path: null,
        part: model.channels[name].part,
        what: 'the channel `%s` in a file of its own' % name,
        why: 'Alertmanager has one file: add `alertmanager.part.yml` to it',
      }
      for name in std.objectFields(model.channels)
    ]
  ),
}
