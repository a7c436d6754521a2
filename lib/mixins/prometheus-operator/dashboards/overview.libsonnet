local d = import '../../../dashboards.libsonnet';

function(config)
  local of(metric, more='') = '%s{%s}' % [metric, d.match(config, [config.prometheusOperatorSelector, 'job=~"$job"', 'instance=~"$instance"', more])];
  local rate(metric, more='') = 'sum by (controller) (rate(%s[$__rate_interval]))' % of(metric, more);
  local q = d.query;
  local bad = { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' };
  local perController(title, description, done, failed) = d.timeseries(title, description, [
    q(rate(done), '{{controller}}'),
    q(rate(failed), '{{controller}} failed'),
  ], { unit: 'ops', min: 0 });

  d.dashboard(config, {
    title: 'Prometheus operator',
    uid: 'mixgen-prometheus-operator',
    description: 'Whether what is written in the cluster becomes Prometheus and Alertmanager.',
    selector: config.prometheusOperatorSelector,
    variables: [
      d.variables.job('prometheus_operator_ready{%s}' % d.match(config, [config.prometheusOperatorSelector])),
      d.variables.instance('prometheus_operator_ready{%s}' % d.match(config, [config.prometheusOperatorSelector, 'job=~"$job"'])),
    ],
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Does it take effect?', [
        d.stat('Ready', 'Whether all controllers of the operator are ready.', q('min(%s)' % of('prometheus_operator_ready')), { mappings: d.yesNo, thresholds: d.thresholds.all, colour: 'background' }),
        d.stat('Rejected', 'Monitors, rules and channels that are wrong, and have no effect.', q('sum(%s) or vector(0)' % of('prometheus_operator_managed_resources', 'state="rejected"')), bad),
        d.stat('Not applied', 'Objects that the operator could not apply.', q('sum(%s) or vector(0)' % of('prometheus_operator_syncs', 'status="failed"')), bad),
        d.stat('Reloaders that fail', 'Pods in which a new configuration could not be loaded.', q('count(reloader_last_reload_successful{%s} == 0) or vector(0)' % d.match(config, [config.configReloaderSelector])), bad),
        d.stat('Objects', 'Monitors, rules and channels in use.', q('sum(%s)' % of('prometheus_operator_managed_resources', 'state="selected"')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Memory', 'Resident memory.', q('max(%s)' % of('process_resident_memory_bytes')), { unit: 'bytes', thresholds: d.thresholds.none }),
      ]),
      d.row('Work', [
        d.timeseries('Objects by kind', 'Objects in use, and rejected ones.', q('sum by (resource, state) (%s)' % of('prometheus_operator_managed_resources'), '{{resource}} {{state}}'), { min: 0, legend: 'table' }),
        perController('Reconciliations', 'How often a controller compares what is with what is asked for.', 'prometheus_operator_reconcile_operations_total', 'prometheus_operator_reconcile_errors_total'),
        perController('Lists', 'Requests for all objects of a kind.', 'prometheus_operator_list_operations_total', 'prometheus_operator_list_operations_failed_total'),
        perController('Watches', 'Requests for changes of objects.', 'prometheus_operator_watch_operations_total', 'prometheus_operator_watch_operations_failed_total'),
        perController('Status', 'How often a controller writes the status of an object.', 'prometheus_operator_status_update_operations_total', 'prometheus_operator_status_update_errors_total'),
        d.timeseries('Addresses of nodes', 'Failures to find the address of a node, whose kubelet then is not scraped.', q('sum(rate(%s[$__rate_interval]))' % of('prometheus_operator_node_address_lookup_errors_total'), 'failed'), { unit: 'ops', min: 0 }),
      ]),
    ],
  })
