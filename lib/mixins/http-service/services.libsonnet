// The services of a configuration, and which of them share rules.
local presets = import './presets.libsonnet';

// Values that are equal have equal texts.
local text(value) = std.manifestJsonMinified(value);

local quoted(string) = std.manifestJsonMinified(string);

// Matchers of the label `service`.
local matcher(names) =
  if std.member(names, '*') then 'service!=""'
  else if std.length(names) == 1 then 'service=%s' % quoted(names[0])
  else 'service=~%s' % quoted(std.join('|', names));

// What of the values of a service its rules compare, by name of the value.
local pick(service, keys) = { [key]: service[key] for key in keys };

function(config) {
  local all = self,

  '#services':: 'Each service with what it does not say itself; `metrics` holds the names of its metrics.',
  services: {
    [name]:
      local own = config.defaults + config.services[name];
      local metrics = presets[own.metrics] + own.names;
      own {
        name: name,
        preset: own.metrics,
        metrics: metrics,
        // What its lines of log are known by. Services that nobody has named have the label that Loki makes.
        lines:
          if own.logs != null then own.logs
          else if name == '*' then 'service_name!=""'
          else if own.namespace != null then 'namespace=%s, pod=~%s' % [quoted(own.namespace), quoted(name + '-.+')]
          else 'service_name=%s' % quoted(name),
        latency_seconds: if own.latency_seconds == null then metrics.latency_seconds else own.latency_seconds,
        // Who shares names and selectors shares queries.
        dialect:
          if own.selector == null && own.names == {} then own.metrics
          else if std.objectHas(presets, name) then name + '-own'
          else name,
      }
    for name in std.objectFields(config.services)
  },

  '#labels':: 'Labels of a service in by (…), the cluster first.',
  labels(more=[]):: std.join(', ', [config.clusterLabel] + config.groupLabels + ['service'] + more),

  '#dialects':: |||
    Services whose series are asked for in one way: `{ name, names, metrics,
    selector, labels }`, where `labels` name the service that the series do
    not name.
  |||,
  dialects: [
    local of = [s for s in std.objectValues(all.services) if s.dialect == dialect];
    local names = [s.name for s in of];
    local own = of[0].selector;
    {
      name: dialect,
      names: names,
      services: of,
      metrics: of[0].metrics,
      selector: if own == null then matcher(names) else own,
      [if own != null then 'labels']: { service: names[0] },
      // Requests that count, as a matcher.
      counted(ignored):: if self.metrics.route == null || ignored == '' then ''
      else '%s!~%s' % [self.metrics.route, quoted(ignored)],
    }
    for dialect in std.set([s.dialect for s in std.objectValues(all.services)])
  ],

  '#alike':: |||
    Services for which the values `keys` are equal, without those of which the
    first is null: `{ values, names, matcher, labels, services }`.
  |||,
  alike(keys, services=std.objectValues(all.services))::
    local asked = [s for s in services if keys == [] || s[keys[0]] != null];
    local group(s) = text([pick(s, keys), s.labels]);
    local groups = std.set([group(s) for s in asked]);
    [
      local of = [s for s in asked if group(s) == key];
      local names = [s.name for s in of];
      {
        values: pick(of[0], keys),
        names: names,
        matcher: matcher(names),
        // What their series say already, so that rules of one name differ.
        labels: of[0].labels + (if std.length(groups) > 1 && std.length(names) == 1 && names != ['*'] then { service: names[0] } else {}),
        services: of,
      }
      for key in groups
    ],

  matcher:: matcher,
}
