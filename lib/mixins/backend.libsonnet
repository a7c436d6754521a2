// Alerts that every process that keeps telemetry has: it is gone, it is down,
// it restarts. `words` are `{ name: 'Tempo', alert: 'Tempo', key: 'tempo', lost: '…' }`,
// where `key` begins the names of its keys in `config`.
function(config, alert, words)
  local c = {
    selector: config[words.key + 'Selector'],
    memory: config[words.key + 'AbsentMemory'],
    restarts: config[words.key + 'RestartsPerHour'],
    group: std.join(', ', [config.clusterLabel] + config[words.key + 'GroupLabels']),
    name: words.name,
    lost: words.lost,
  };
  local process = '{{ or $labels.pod $labels.instance }}';
  [
    alert(words.alert + 'Absent', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        group by (%(group)s) (present_over_time(up{%(selector)s}[%(memory)s]))
        unless
        group by (%(group)s) (up{%(selector)s})
      ||| % c,
      summary: '%(name)s is no longer scraped.' % c,
      description: 'Prometheus has no target of %(name)s job {{ $labels.job }} any more, though it had some within the last %(memory)s.' % c,
    }),
    alert(words.alert + 'Down', {
      severity: 'warning',
      'for': '5m',
      expr: 'up{%(selector)s} == 0' % c,
      summary: '%(name)s cannot be scraped.' % c,
      description: '%(name)s %(process)s cannot be scraped. %(lost)s' % (c { process: process }),
    }),
    alert(words.alert + 'Restarting', {
      severity: 'warning',
      'for': '5m',
      expr: 'changes(process_start_time_seconds{%(selector)s}[1h]) > %(restarts)g' % c,
      summary: '%(name)s restarts again and again.' % c,
      description: '%(name)s %(process)s restarted {{ printf "%%.0f" $value }} times within an hour.' % (c { process: process }),
    }),
  ]
