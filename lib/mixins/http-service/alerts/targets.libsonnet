// Whether its processes can be scraped at all. What a front end counts says nothing of that.
local alerts = import '../../alert.libsonnet';

function(config, all)
  local alert = alerts(config);
  local by = all.labels();
  [
    {
      name: 'http-service-targets.alerts',
      rules: std.flattenArrays([
        local own = std.get(dialect, 'labels', {});
        local s = if own == {} then part.matcher else dialect.selector;
        [
          alert('HttpServiceAbsent', {
            severity: 'warning',
            'for': '15m',
            labels: own + part.labels,
            expr: |||
              group by (%(by)s) (present_over_time(up{%(s)s}[%(memory)s]))
              unless
              group by (%(by)s) (up{%(s)s})
            ||| % { by: by, s: s, memory: config.absentMemory },
            summary: 'A service is no longer scraped.',
            description: 'Prometheus has no target of {{ $labels.service }} any more, though it had some within the last %s: nothing watches it.' % config.absentMemory,
          }),
          alert('HttpServiceDown', {
            severity: 'critical',
            'for': '5m',
            labels: own + part.labels,
            expr: 'max by (%s) (up{%s}) == 0' % [by, s],
            summary: 'No process of a service answers.',
            description: 'Prometheus reaches none of the targets of {{ $labels.service }}.',
          }),
          alert('HttpServiceTargetsDown', {
            severity: 'warning',
            'for': '15m',
            labels: own + part.labels,
            expr: |||
              count by (%(by)s) (up{%(s)s} == 0)
              and
              max by (%(by)s) (up{%(s)s}) == 1
            ||| % { by: by, s: s },
            summary: 'Some processes of a service do not answer.',
            description: 'Prometheus cannot scrape {{ $value }} of the targets of {{ $labels.service }}; others answer.',
          }),
        ]
        for dialect in all.dialects
        if dialect.metrics.process
        for part in all.alike([], dialect.services)
      ]),
    },
  ]
