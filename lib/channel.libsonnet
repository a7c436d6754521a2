// What all channel addons share: who is told, when, and of what. An addon is
// this with a name, its own values, and `model.channels`.
{
  local addon = self,
  local v = addon.values,
  // A list that is empty asks for everything.
  local wanted(label, list) = { [if list != [] then label]: list },
  requires: [],
  values: {
    '#severities':: { help: 'severities sent here; none: all of them', items: 'string' },
    severities: ['critical', 'warning'],
    '#teams':: { help: 'only alerts with one of these values of the label `team`; none: of all teams', items: 'string' },
    teams: [],
    '#namespaces':: { help: 'only alerts about these namespaces; none: about all', items: 'string' },
    namespaces: [],
    '#match':: { help: "further labels that an alert must have: a value, an array of values, `{ regex: '…' }`, or `{ not: … }` of these", map: true },
    match: {},
    '#active':: { help: 'tell only within these times, by their names in `routing.time_intervals`', items: 'string' },
    active: [],
    '#mute':: { help: 'never tell within these times, by their names in `routing.time_intervals`', items: 'string' },
    mute: [],
    '#group_by':: { help: 'labels that alerts of one message agree in; none: those of `routing`', items: 'string' },
    group_by: [],
    '#repeat_interval':: { help: "how long to wait before repeating a message; none: `routing`'s", type: 'string', optional: true, legal: 'duration' },
    repeat_interval: null,
    '#resolved':: 'whether to tell when an alert is over',
    resolved: true,
  },
  model: {
    routes: {
      [addon.name]: {
        channel: addon.name,
        match: wanted('severity', v.severities) + wanted('team', v.teams) + wanted('namespace', v.namespaces) + v.match,
        [if v.active != [] then 'active_time_intervals']: v.active,
        [if v.mute != [] then 'mute_time_intervals']: v.mute,
        [if v.group_by != [] then 'group_by']: v.group_by,
        [if v.repeat_interval != null then 'repeat_interval']: v.repeat_interval,
      },
    },
  },

  '#texts':: |||
    Settings for the templates that a user put in place of ours: of `values`,
    those of `names` that are there, each under the name of Alertmanager.
  |||,
  texts(names):: { [names[name]]: v[name] for name in std.objectFields(names) if v[name] != null },

  '#text':: 'What a value says that holds a template.',
  text(what):: { help: 'template of %s, in place of ours' % what, type: 'string', optional: true },
}
