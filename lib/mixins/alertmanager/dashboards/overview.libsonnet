local d = import '../../../dashboards.libsonnet';

function(config)
  local match(more='') = d.match(config, [config.alertmanagerSelector, 'job=~"$job"', 'instance=~"$instance"', more]);
  local of(metric, more='') = '%s{%s}' % [metric, match(more)];
  local rate(metric, more='') = 'rate(%s[$__rate_interval])' % of(metric, more);
  local integration = 'integration=~"$integration"';
  local q = d.query;

  d.dashboard(config, {
    title: 'Alertmanager / Overview',
    uid: 'mixgen-alertmanager',
    description: 'Alerts that come in, messages that go out, and the cluster of Alertmanagers.',
    selector: config.alertmanagerSelector,
    variables: [
      d.variables.job('alertmanager_build_info{%s}' % d.match(config, [config.alertmanagerSelector])),
      d.variables.instance('alertmanager_build_info{%s}' % d.match(config, [config.alertmanagerSelector, 'job=~"$job"'])),
      d.variables.label('integration', 'Integration', 'alertmanager_notifications_total{%s}' % d.match(config, [config.alertmanagerSelector, 'job=~"$job"'])),
    ],
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Is it well?', [
        d.stat('Configuration', 'Whether every Alertmanager could read its configuration the last time.', q('min(%s)' % of('alertmanager_config_last_reload_successful')), {
          mappings: d.yesNo,
          thresholds: d.thresholds.all,
          colour: 'background',
        }),
        d.stat('Members', 'Members of the cluster, as the Alertmanager sees it that sees fewest.', q('min(%s)' % of('alertmanager_cluster_members')), { decimals: 0, noValue: 'alone', thresholds: d.thresholds.all }),
        d.stat('Lost peers', 'Members that another one cannot reach.', q('max(%s)' % of('alertmanager_cluster_failed_peers')), { decimals: 0, noValue: 'alone', thresholds: d.thresholds.zero }),
        d.stat('Alerts', 'Alerts that fire now, muted ones too.', q('max(sum by (instance) (%s))' % of('alertmanager_alerts', 'state=~"active|suppressed"')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Silences', 'Silences that are in force.', q('max(%s)' % of('alertmanager_silences', 'state="active"')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Failed messages', 'Messages that failed within the last hour.', q('sum(increase(%s[1h]))' % of('alertmanager_notifications_failed_total', integration)), { decimals: 0, thresholds: d.thresholds.zero }),
      ]),
      d.row('Alerts', [
        d.timeseries('Alerts by state', 'Alerts that each Alertmanager knows.', q('sum by (instance, state) (%s)' % of('alertmanager_alerts'), '{{instance}} {{state}}'), { min: 0 }),
        d.timeseries('Alerts received', 'Alerts that come in, and that could not be read.', [
          q('sum by (status) (%s)' % rate('alertmanager_alerts_received_total'), '{{status}}'),
          q('sum(%s)' % rate('alertmanager_alerts_invalid_total'), 'invalid'),
        ], { unit: 'ops', min: 0 }),
      ]),
      d.row('Messages', [
        d.timeseries('Messages sent', 'Messages by integration.', q('sum by (integration) (%s)' % rate('alertmanager_notifications_total', integration), '{{integration}}'), { unit: 'ops', min: 0 }),
        d.timeseries('Messages failed', 'Messages that did not arrive, by integration and reason.', q('sum by (integration, reason) (%s)' % rate('alertmanager_notifications_failed_total', integration), '{{integration}} {{reason}}'), { unit: 'ops', min: 0 }),
        d.timeseries('Time to send', 'The slowest hundredth of the messages, by integration.', q('histogram_quantile(0.99, sum by (le, integration) (%s))' % rate('alertmanager_notification_latency_seconds_bucket', integration), '{{integration}}'), { unit: 's', min: 0 }),
        d.timeseries('Groups', 'Groups of alerts that share a message.', q(of('alertmanager_dispatcher_aggregation_groups'), '{{instance}}'), { min: 0 }),
      ]),
      d.row('Cluster', [
        d.timeseries('Members and health', 'Members that each one sees, and a score that is zero when the connection is good.', [
          q(of('alertmanager_cluster_members'), '{{instance}} members'),
          q(of('alertmanager_cluster_health_score'), '{{instance}} score'),
        ], { min: 0 }),
        d.timeseries('Messages between members', 'Messages that wait to be told to the others.', q(of('alertmanager_cluster_messages_queued'), '{{instance}}'), { min: 0 }),
        d.timeseries('Memory', 'Resident memory.', q(of('process_resident_memory_bytes'), '{{instance}}'), { unit: 'bytes', min: 0 }),
        d.timeseries('CPU', 'Seconds of CPU in a second.', q(rate('process_cpu_seconds_total'), '{{instance}}'), { unit: 'short', min: 0 }),
      ], { collapsed: true }),
    ],
  })
