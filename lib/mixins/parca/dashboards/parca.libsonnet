// Profiles in, queries out.
local d = import '../../../dashboards.libsonnet';

function(config)
  local match = d.match(config, [config.parcaSelector, 'job=~"$job"', 'instance=~"$instance"']);
  local rate(metric, by, more='') = 'sum by (%s) (rate(%s{%s%s}[$__rate_interval]))' % [by, metric, match, more];
  local sum(metric, more='') = 'sum(rate(%s{%s%s}[$__rate_interval]))' % [metric, match, more];
  local all(metric) = 'sum(%s{%s})' % [metric, match];
  local writes = ', grpc_method=~"Write|WriteRaw|WriteArrow|Export"';
  local queries = ', grpc_service=~"parca.query.*"';
  d.dashboard(config, {
    title: 'Parca',
    uid: 'mixgen-parca',
    description: 'What Parca takes and answers.',
    selector: config.parcaSelector,
    variables: [
      d.variables.job('up{%s}' % config.parcaSelector),
      d.variables.instance('up{%s, job=~"$job"}' % config.parcaSelector),
    ],
    rows: [
      d.row('Overview', [
        d.stat('Up', 'Processes that can be scraped.', d.query(all('up')), { thresholds: d.thresholds.all }),
        d.stat('Writes', 'Calls that bring profiles.', d.query(sum('grpc_server_handled_total', writes)), { unit: 'reqps', noValue: '0', thresholds: d.thresholds.none }),
        d.stat('Queries', 'Questions asked.', d.query(sum('grpc_server_handled_total', queries)), { unit: 'reqps', noValue: '0', thresholds: d.thresholds.none }),
        d.stat('Configuration read', 'Whether the file was read without errors.', d.query('min(parca_config_last_reload_successful{%s})' % match), { mappings: d.yesNo, thresholds: d.thresholds.all }),
      ]),
      d.row('Calls', [
        d.timeseries('Writes', 'Calls that bring profiles, by how they ended.', d.query(
          rate('grpc_server_handled_total', 'grpc_method, grpc_code', writes), '{{grpc_method}} {{grpc_code}}'
        ), { unit: 'reqps' }),
        d.timeseries('Queries', 'Questions, by how they ended.', d.query(
          rate('grpc_server_handled_total', 'grpc_method, grpc_code', queries), '{{grpc_method}} {{grpc_code}}'
        ), { unit: 'reqps' }),
        d.timeseries('Duration of writes', '95th percentile.', d.query(
          'histogram_quantile(0.95, %s)' % rate('grpc_server_handling_seconds_bucket', 'grpc_method, le', writes), '{{grpc_method}}'
        ), { unit: 's' }),
        d.timeseries('Duration of queries', '95th percentile.', d.query(
          'histogram_quantile(0.95, %s)' % rate('grpc_server_handling_seconds_bucket', 'grpc_method, le', queries), '{{grpc_method}}'
        ), { unit: 's' }),
      ]),
      d.row('Resources', [
        d.timeseries('CPU', 'CPU time used.', d.query(rate('process_cpu_seconds_total', 'instance'), '{{instance}}'), { unit: 'none' }),
        d.timeseries('Memory', 'Resident memory, and the heap within.', [
          d.query('sum by (instance) (process_resident_memory_bytes{%s})' % match, '{{instance}}'),
          d.query('sum by (instance) (go_memstats_heap_inuse_bytes{%s})' % match, '{{instance}} heap'),
        ], { unit: 'bytes' }),
      ]),
    ],
  })
