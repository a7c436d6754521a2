// The group of a part of which nothing but its presence is judged. Platforms that hide the part, or
// run it inside another process, drop the group by its name.
local alerts = import '../alert.libsonnet';
local queries = import './query.libsonnet';

function(config, part)
  local alert = alerts(config);
  local q = queries(config);
  {
    name: part.group,
    rules: [
      alert(part.prefix + 'Down', {
        severity: 'critical',
        'for': '15m',
        expr: q.gone(part.selector),
        summary: 'No %s is scraped.' % part.title,
        description: 'Prometheus reaches no %s: %s, or it is not discovered any more.' % [part.title, part.effect],
      }),
      alert(part.prefix + 'InstanceUnreachable', {
        severity: 'warning',
        'for': '15m',
        expr: q.unreachable(part.selector),
        summary: 'One %s is unreachable.' % part.title,
        description: 'Prometheus cannot scrape the %s at {{ $labels.instance }}, but others.' % part.title,
      }),
    ],
  }
