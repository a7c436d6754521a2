local d = import '../../../dashboards.libsonnet';

function(c)
  local match = d.match(c, [c.alloySelector, 'namespace=~"$namespace"', 'job=~"$job"', 'instance=~"$instance"']);
  local q(expr, legend='', options={}) = d.query(expr % { s: match }, legend, options);
  local instance = '{{instance}}';

  d.dashboard(c, {
    title: 'Alloy',
    uid: 'mixgen-alloy',
    description: 'Whether Alloy runs everywhere, and whether the logs that it reads arrive.',
    selector: c.alloySelector,
    variables: [
      // Static targets have no namespace.
      d.variables.label('namespace', 'Namespace', 'alloy_build_info{%s}' % d.match(c, [c.alloySelector]), { allValue: '.*' }),
      d.variables.job('alloy_build_info{%s}' % d.match(c, [c.alloySelector, 'namespace=~"$namespace"'])),
      d.variables.instance('alloy_build_info{%s}' % d.match(c, [c.alloySelector, 'namespace=~"$namespace"', 'job=~"$job"'])),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat(
          'Up',
          'Alloys that Prometheus can scrape.',
          q('sum(up{%(s)s})'),
          { decimals: 0, thresholds: d.thresholds.all },
        ),
        d.stat(
          'Down',
          'Alloys that Prometheus cannot scrape: the logs of their nodes are missing.',
          q('count(up{%(s)s}) - sum(up{%(s)s})'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'Configuration refused',
          'Alloys that could not load their configuration.',
          q('count(alloy_config_last_load_successful{%(s)s} == 0) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'Unhealthy components',
          'Components that do not work or have ended.',
          q('sum(alloy_component_controller_running_components{%(s)s, health_type=~"exited|unhealthy"}) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'Lines sent',
          'Lines a second that reach Loki.',
          q('sum(rate(loki_write_sent_entries_total{%(s)s}[$__rate_interval]))'),
          { graph: true, thresholds: d.thresholds.none },
        ),
        d.stat(
          'Lines lost',
          'Lines given up within the last hour.',
          q('sum(increase(loki_write_dropped_entries_total{%(s)s}[1h])) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
      ], { across: 6 }),

      d.row('Logs', [
        d.timeseries(
          'Lines sent',
          'Lines a second that reach Loki, by Alloy.',
          q('sum by (instance) (rate(loki_write_sent_entries_total{%(s)s}[$__rate_interval]))', instance),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Lines lost',
          'Lines a second that were given up after all attempts, by reason.',
          q('sum by (instance, reason) (rate(loki_write_dropped_entries_total{%(s)s}[$__rate_interval]))', instance + ' {{reason}}'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Bytes sent',
          'Bytes a second that reach Loki, as they are on the wire.',
          q('sum by (instance) (rate(loki_write_sent_bytes_total{%(s)s}[$__rate_interval]))', instance),
          { unit: 'Bps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Requests to Loki',
          'Requests a second by their status. 429 is a limit of Loki, 5xx an error of it, negative ones never arrived.',
          q('sum by (host, status_code) (rate(loki_write_request_duration_seconds_count{%(s)s}[$__rate_interval]))', '{{host}} {{status_code}}'),
          { unit: 'reqps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Latency of Loki p99',
          'One of a hundred requests takes longer than this.',
          q('histogram_quantile(0.99, sum by (host, le) (rate(loki_write_request_duration_seconds_bucket{%(s)s}[$__rate_interval])))', '{{host}}'),
          { unit: 's', min: 0, width: 8 },
        ),
        d.timeseries(
          'Attempts again',
          'Batches a second that had to be sent again.',
          q('sum by (host) (rate(loki_write_batch_retries_total{%(s)s}[$__rate_interval]))', '{{host}}'),
          { min: 0, width: 8 },
        ),
      ]),

      d.row('Processes', [
        d.timeseries(
          'Components',
          'Components of the configuration, by their health.',
          q('sum by (health_type) (alloy_component_controller_running_components{%(s)s})', '{{health_type}}'),
          { min: 0, decimals: 0, stack: true, width: 8 },
        ),
        d.timeseries(
          'CPU',
          'Cores that each Alloy uses.',
          q('sum by (instance) (rate(alloy_resources_process_cpu_seconds_total{%(s)s}[$__rate_interval]))', instance),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Memory',
          'Resident memory of each Alloy.',
          q('sum by (instance) (alloy_resources_process_resident_memory_bytes{%(s)s})', instance),
          { unit: 'bytes', min: 0, width: 8 },
        ),
      ]),
    ],
  })
