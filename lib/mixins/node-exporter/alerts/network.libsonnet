// Interfaces and connections.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  local errors(name, direction, verb, percent) = alert(name, {
    severity: 'warning',
    'for': '1h',
    expr: q.once(|||
      100
        * rate(%(errors)s[5m])
        / rate(%(packets)s[5m])
        > %(percent)g
      and
      rate(%(packets)s[5m]) >= %(minimum)g
    ||| % {
      errors: q.series('node_network_%s_errs_total' % direction),
      packets: q.series('node_network_%s_packets_total' % direction),
      percent: percent,
      minimum: config.networkMinPacketsPerSecond,
    }),
    summary: 'A network interface %s many packets with errors.' % verb,
    description: 'Interface {{ $labels.device }} of %s %s {{ printf "%%.1f" $value }}%% of its packets with errors (more than %g%%).' % [q.where, verb, percent],
  });

  {
    name: 'node-exporter-network',
    rules: [
      errors('NodeNetworkReceiveErrs', 'receive', 'receives', config.networkErrorPercentReceived),
      errors('NodeNetworkTransmitErrs', 'transmit', 'sends', config.networkErrorPercentSent),
      alert('NodeNetworkInterfaceFlapping', {
        severity: 'warning',
        'for': '5m',
        expr: q.once('changes(%s[10m]) > %g' % [q.series('node_network_up', config.interfaceSelector), config.networkFlapsPer10Minutes]),
        summary: 'A network interface goes up and down.',
        description: 'Interface {{ $labels.device }} of %s changed its state {{ $value }} times within ten minutes.' % q.where,
      }),
      alert('NodeHighNumberConntrackEntriesUsed', {
        severity: 'warning',
        'for': '5m',
        expr: q.once('100 * %s / %s > %g' % [
          q.series('node_nf_conntrack_entries'),
          q.series('node_nf_conntrack_entries_limit'),
          config.conntrackPercent,
        ]),
        summary: 'The table of tracked connections is nearly full.',
        description: 'On %s {{ printf "%%.0f" $value }}%% of the connections that can be tracked are in use (more than %g%%). When the table is full, new connections are dropped.' % [q.where, config.conntrackPercent],
      }),
    ],
  }
