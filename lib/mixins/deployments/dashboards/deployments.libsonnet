// One line a service, and below it what is behind the line that was chosen.
local d = import '../../../dashboards.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local q = queries(config);
  local chosen = ['namespace=~"$namespace"', 'workload=~"$workload"'];
  local recorded(metric) = '%s{%s}' % [metric, d.match(config, chosen)];
  local perWorkload = 'namespace, workload, workload_type';
  local sum(metric) = 'sum by (%s) (%s)' % [perWorkload, recorded(metric)];
  local ksm(metric, more=[]) = '%s{%s}' % [metric, d.match(config, [config.kubeStateMetricsSelector, 'namespace=~"$namespace"'] + more)];
  local cadvisor(metric) = '%s{%s}' % [metric, d.match(config, [config.cadvisorSelector, 'namespace=~"$namespace"', 'container!=""', 'image!=""'])];
  // Pods with the workload that they belong to, of those that were chosen.
  local owned(expr) = |||
    sum by (%(pod)s) (%(expr)s)
    * on (%(pod)s) group_left (workload, workload_type)
      %(owner)s
  ||| % { pod: q.labels(['pod']), expr: expr, owner: recorded('workload_pod:kube_pod_owner:max') };
  local ofWorkloads(expr) = 'sum by (%s) (\n  %s\n)' % [perWorkload, std.strReplace(std.rstripChars(owned(expr), '\n'), '\n', '\n  ')];
  local ofPods(expr) = 'sum by (pod) (\n  %s\n)' % std.strReplace(std.rstripChars(owned(expr), '\n'), '\n', '\n  ');
  local total(expr) = 'sum(\n  %s\n)' % std.strReplace(std.rstripChars(owned(expr), '\n'), '\n', '\n  ');
  local cpu = 'rate(%s[$__rate_interval])' % cadvisor('container_cpu_usage_seconds_total');
  local memory = cadvisor('container_memory_working_set_bytes');
  local asked(what, resource) = ksm('kube_pod_container_resource_' + what, ['resource="%s"' % resource]);
  local waiting = 'sum by (%s, reason) (%s)' % [q.labels(['pod']), ksm('kube_pod_container_status_waiting_reason')];
  local name = '{{namespace}}/{{workload}}';
  local lines = [
    d.override.byName('requested', { color: 'orange', dashed: true }),
    d.override.byName('limit', { color: 'red', dashed: true }),
  ];
  local red = { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' };

  d.dashboard(config, {
    title: 'Services / Health',
    uid: 'mixgen-deployments',
    description: 'Deployments, stateful sets and daemon sets: what of them is available, what moves, what they use. Paused ones, and those scaled to nothing, are left out.',
    selector: config.kubeStateMetricsSelector,
    variables: [
      d.variables.label('namespace', 'Namespace', 'workload:kube_replicas_wanted:max{%s}' % d.match(config)),
      d.variables.label('workload', 'Workload', 'workload:kube_replicas_wanted:max{%s}' % d.match(config, ['namespace=~"$namespace"'])),
    ],
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat(
          'Services',
          'Workloads that want replicas.',
          d.query('count(%s) or vector(0)' % recorded('workload:kube_replicas_wanted:max')),
          { decimals: 0, thresholds: d.thresholds.none },
        ),
        d.stat('Unavailable', 'Workloads without any available replica.', d.query('count(%s == 0) or vector(0)' % recorded('workload:kube_replicas_available:ratio')), red),
        d.stat(
          'Degraded',
          'Workloads with fewer available replicas than they want.',
          d.query('count(%(ratio)s < 1 and %(ratio)s > 0) or vector(0)' % { ratio: recorded('workload:kube_replicas_available:ratio') }),
          { decimals: 0, thresholds: [[null, 'green'], [1, 'orange']], colour: 'background' },
        ),
        d.stat(
          'Containers waiting',
          'Containers that cannot start, or crash again and again.',
          d.query('sum(%s) or vector(0)' % owned(waiting)),
          red,
        ),
        d.stat(
          'Restarts (1h)',
          'Restarts of containers within the last hour.',
          d.query('sum(%s) or vector(0)' % recorded('workload_container:kube_restarts:increase1h')),
          { decimals: 0, thresholds: [[null, 'green'], [1, 'orange'], [10, 'red']] },
        ),
      ], { across: 5 }),

      d.row('Services', [
        d.table(
          'Services',
          'One line a workload, the worst first. Its name chooses it below.',
          [
            d.query(sum('workload:kube_replicas_available:ratio')),
            d.query(sum('workload:kube_replicas_wanted:max')),
            d.query(sum('workload:kube_replicas_available:max') + ' and ' + sum('workload:kube_replicas_wanted:max')),
            d.query(sum('workload:kube_replicas_updated:max') + ' and ' + sum('workload:kube_replicas_wanted:max')),
            d.query(sum('workload_container:kube_restarts:increase1h')),
            d.query('%s / %s' % [ofWorkloads(cpu), ofWorkloads(asked('requests', 'cpu'))]),
            d.query('%s / %s' % [ofWorkloads(memory), ofWorkloads(asked('requests', 'memory'))]),
            d.query('%s / %s' % [ofWorkloads(memory), ofWorkloads(asked('limits', 'memory'))]),
          ],
          {
            height: 12,
            columns: {
              namespace: { title: 'Namespace', order: 0 },
              workload: {
                title: 'Workload',
                order: 1,
                link: d.links.toDashboard('Choose', 'mixgen-deployments', {
                  'var-namespace': '${__data.fields.Namespace}',
                  'var-workload': '${__data.fields.Workload}',
                }),
              },
              workload_type: { title: 'Kind', order: 2 },
              'Value #A': { title: 'Available', unit: 'percentunit', decimals: 0, cell: 'color-background', thresholds: [[null, 'red'], [0.01, 'orange'], [1, 'green']], order: 3 },
              'Value #B': { title: 'Wanted', decimals: 0, order: 4 },
              'Value #C': { title: 'Available replicas', decimals: 0, order: 5 },
              'Value #D': { title: 'Updated', decimals: 0, order: 6 },
              'Value #E': { title: 'Restarts (1h)', decimals: 0, cell: 'color-text', thresholds: [[null, 'green'], [1, 'orange'], [config.restartsPerHour, 'red']], order: 7 },
              'Value #F': { title: 'CPU / requests', unit: 'percentunit', order: 8 },
              'Value #G': { title: 'Memory / requests', unit: 'percentunit', order: 9 },
              'Value #H': { title: 'Memory / limits', unit: 'percentunit', cell: 'color-text', thresholds: d.thresholds.usage(0.8, 0.9), order: 10 },
            },
            sortBy: 'Available',
            descending: false,
          },
        ),
      ]),

      d.row('Rollouts', [
        d.timeseries(
          'Available',
          'Share of the wanted replicas that is available.',
          d.query(sum('workload:kube_replicas_available:ratio'), name),
          { unit: 'percentunit', min: 0, width: 8 },
        ),
        d.timeseries(
          'Replicas',
          'Replicas that are wanted, available, and of the last change, of all chosen workloads together.',
          [
            d.query('sum(%s)' % recorded('workload:kube_replicas_wanted:max'), 'wanted'),
            d.query('sum(%s and %s)' % [recorded('workload:kube_replicas_available:max'), recorded('workload:kube_replicas_wanted:max')], 'available'),
            d.query('sum(%s and %s)' % [recorded('workload:kube_replicas_updated:max'), recorded('workload:kube_replicas_wanted:max')], 'updated'),
          ],
          { min: 0, decimals: 0, width: 8, overrides: [d.override.byName('wanted', { color: 'red', dashed: true })] },
        ),
        d.timeseries(
          'Waiting containers',
          'Why containers do not run.',
          d.query(|||
            sum by (reason) (
              %s
              * on (%s) group_left (workload)
                %s
            )
          ||| % [waiting, q.labels(['pod']), recorded('workload_pod:kube_pod_owner:max')], '{{reason}}'),
          { min: 0, decimals: 0, width: 8, stack: true, noValue: 'none' },
        ),
        d.timeseries(
          'Restarts',
          'Restarts of containers within an hour.',
          d.query('sum by (namespace, pod, container) (%s) > 0' % recorded('workload_container:kube_restarts:increase1h'), '{{pod}} {{container}}'),
          { min: 0, noValue: 'none' },
        ),
        d.timeseries(
          'Autoscalers',
          'Replicas of autoscalers in the chosen namespaces as a share of their maximum.',
          d.query(
            'max by (namespace, horizontalpodautoscaler) (%s) / max by (namespace, horizontalpodautoscaler) (%s)' % [
              ksm('kube_horizontalpodautoscaler_status_current_replicas'),
              ksm('kube_horizontalpodautoscaler_spec_max_replicas'),
            ],
            '{{namespace}}/{{horizontalpodautoscaler}}'
          ),
          { unit: 'percentunit', min: 0, max: 1, noValue: 'none' },
        ),
      ]),

      d.row('Resources', [
        d.timeseries(
          'CPU',
          'Cores that each pod uses, and what all of them ask for.',
          [
            d.query(ofPods(cpu), '{{pod}}'),
            d.query(total(asked('requests', 'cpu')), 'requested'),
            d.query(total(asked('limits', 'cpu')), 'limit'),
          ],
          { min: 0, overrides: lines },
        ),
        d.timeseries(
          'Memory',
          'Working set of each pod, and what all of them ask for.',
          [
            d.query(ofPods(memory), '{{pod}}'),
            d.query(total(asked('requests', 'memory')), 'requested'),
            d.query(total(asked('limits', 'memory')), 'limit'),
          ],
          { unit: 'bytes', min: 0, overrides: lines },
        ),
      ]),
    ],
  })
