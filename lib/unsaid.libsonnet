// What a target cannot express: `[{ path, part, what, why }]`. `path` leads to
// the value in the project, where there is one. Nothing is left out in
// silence.
local alertmanagerOf = import './loki/alertmanager.libsonnet';
local backends = import './backends.libsonnet';
local logRules = import './loki/rules.libsonnet';
local receivers = import './objects/receivers.libsonnet';

// `[{ name, value }]` of all keys of an object.
local entries(object) = [{ name: name, value: object[name] } for name in std.objectFields(object)];

// Values of the parts of the stack that ask nothing of a target.
local ofLibrary = ['alerts', 'config', 'dashboards', 'drop', 'install', 'job', 'mixin', 'targets', 'watch'];

local ofChannel(channel, what, why) = { path: ['values', channel.part], part: channel.part, what: what, why: why };

{
  '#values':: |||
    Values of the parts of the stack that somebody has set and that are not
    among those that the target `expresses`: `{ part: [value] }`, where a part
    that is not there is expressed whole.
  |||,
  values(model, expresses, why):: [
    {
      path: ['values', part, key],
      part: part,
      what: '`values.%s.%s`' % [part, key],
      why: why,
    }
    for part in std.objectFields(expresses)
    if std.objectHas(model.install, part)
    for key in std.setDiff(std.get(model.said, part, []), std.set(expresses[part] + ofLibrary))
  ],

  '#modules':: 'Modules of probes that the blackbox exporter which is there does not have.',
  modules(model)::
    if std.objectHas(model.install, 'blackbox-exporter') then []
    else [
      {
        path: ['values', probe.value.part],
        part: probe.value.part,
        what: 'the module `%s` of the probe `%s`' % [probe.value.module, probe.name],
        why: 'add it to the configuration of the blackbox exporter at %s' % probe.value.prober,
      }
      for probe in entries(model.probes)
      if !std.member(model.stack.brings.modules, probe.value.module)
    ],

  '#fileless':: "Secrets that Alertmanager's own file could only hold as they are.",
  fileless(model):: [
    ofChannel(
      channel.value,
      'the secret `%s` of the channel `%s`' % [key, channel.name],
      'Alertmanager reads it from no file: give its process the right by other means, such as a role'
    )
    for channel in entries(model.channels)
    for key in receivers.fileless(channel.value)
  ],

  '#newer':: 'Settings of channels that monitoring.rhobs does not have yet.',
  newer(model):: [
    ofChannel(
      channel.value,
      'the setting `%s` of the channel `%s`' % [key, channel.name],
      'its AlertmanagerConfig has no such field'
    )
    for channel in entries(model.channels)
    for key in std.get(receivers.types[channel.value.type], 'newer', [])
    if std.objectHas(std.get(channel.value, 'settings', {}), key)
  ],

  '#zones':: 'Time zones of time intervals: objects have none.',
  zones(model):: [
    {
      path: ['values', 'routing', 'time_intervals', interval.name],
      part: null,
      what: 'the time zone `%s` of the time interval `%s`' % [one.location, interval.name],
      why: 'an AlertmanagerConfig has times in UTC only: write them in UTC',
    }
    for interval in entries(model.time_intervals)
    for one in interval.value
    if std.objectHas(one, 'location') && one.location != 'UTC'
  ],

  '#workloads':: 'What nothing starts.',
  workloads(model):: [
    {
      path: null,
      part: part,
      what: 'the workload `%s`' % name,
      why: 'nothing here runs containers: start it yourself',
    }
    for part in std.objectFields(model.workloads)
    if !std.objectHas(model.install, part)
    for name in std.objectFields(model.workloads[part])
  ],

  '#logs':: 'Alerts over logs that reach nobody, and logs that go nowhere.',
  logs(model):: [
    {
      path: ['values', part, 'alertmanager'],
      part: part,
      what: 'where the ruler of `%s` sends alerts' % part,
      why: 'the stack `%s` has no Alertmanager with a known address: give one in `alertmanager`' % model.stack.name,
    }
    for part in std.objectFields(model.installers)
    if model.installers[part] == 'loki' && logRules.of(model) != {}
    if alertmanagerOf(model, model.install[part]) == null
  ] + [
    {
      path: ['values', part, 'loki'],
      part: part,
      what: 'where `%s` sends logs' % part,
      why: 'no Loki with an address is in the environment: add the component `loki`, or give its address in `loki`',
    }
    for part in std.objectFields(model.installers)
    if model.installers[part] == 'alloy' && backends.loki(model, model.install[part]) == null
  ],

  '#spans':: 'Collectors that have nowhere to send to.',
  spans(model):: [
    {
      path: ['values', part],
      part: part,
      what: 'where `%s` sends traces and logs' % part,
      why: 'no Tempo, Jaeger or Loki with an address is in the environment: add one, or give addresses in `traces` and `loki`',
    }
    for part in std.objectFields(model.installers)
    for values in [model.install[part]]
    if model.installers[part] == 'otel-collector'
    if backends.traces(model, values) == {} && backends.loki(model, values) == null && !values.metrics
  ],

  '#unwritten':: 'Series that parts would write into a Prometheus that takes none.',
  unwritten(model):: [
    {
      path: ['values', part],
      part: part,
      what: 'the series that `%s` writes' % part,
      why: 'the Prometheus of the stack `%s` takes none, or has no known address: give one that does in `span_metrics.url`' % model.stack.name,
    }
    for part in std.objectFields(model.writes)
    if model.writes[part].url == null
  ],

  '#oneFile':: 'What is added to programs that read one file for all.',
  oneFile(model):: [
    ofChannel(channel.value, 'the channel `%s`' % channel.name, 'Alertmanager reads one file: put what is in `alertmanager.part.yml` into it')
    for channel in entries(model.channels)
  ] + [
    {
      path: null,
      part: part,
      what: 'a provider for the dashboards of `%s`' % part,
      why: 'name the folder `dashboards/%s` in the provisioning of Grafana' % part,
    }
    for part in std.objectFields(model.dashboards)
    if model.dashboards[part] != {}
  ],

  '#unscraped':: 'Targets of the cluster itself that rules read and nothing here scrapes.',
  unscraped(model):: [
    {
      path: null,
      part: part,
      what: 'the targets %s, which the rules of `%s` read' % [std.join(', ', ['`%s`' % name for name in missing]), part],
      why: 'the stack `%s` does not scrape the cluster itself: federate their series from a Prometheus that does, or drop the rules' % model.stack.name,
    }
    for part in std.objectFields(model.alerts)
    if model.reads[part] == 'platform' && model.alerts[part] != [] && !std.member(model.stack.brings.targets, part)
    for missing in [
      [name for name in model.sources[part] if !std.objectHas(model.install, name) && !std.objectHas(model.scrape, name)],
    ]
    if missing != []
  ],
}
