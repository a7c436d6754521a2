local list = import 'mixgen/lib/list.libsonnet';
{
  names: [entry.kind + ' ' + entry.name for entry in list],
  undocumented: [
    [entry.name] + value.path
    for entry in list
    for value in entry.values
    if value.help == '' && std.length(value.path) == 1
  ],
  mixins: {
    [entry.name]: std.length(entry.mixin.alerts) > 0 && std.length(entry.mixin.dashboards) > 0
    for entry in list
    if entry.kind == 'component' && std.objectHas(entry, 'mixin')
  },
  required: [std.join('.', [entry.name] + value.path) for entry in list for value in entry.values if value.required],
}
