local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local chosen = ['namespace=~"$namespace"', 'persistentvolumeclaim=~"$persistentvolumeclaim"'];
  local stat(metric) =
    'max by (namespace, persistentvolumeclaim) (%s)' % p.series('kubelet_volume_stats_' + metric, config.kubeletSelector, chosen);
  local freeSpace = '%s / %s' % [stat('available_bytes'), stat('capacity_bytes')];
  local freeInodes = '%s / %s' % [stat('inodes_free'), stat('inodes')];
  local name = '{{namespace}}/{{persistentvolumeclaim}}';
  local warning = std.parseJson(config.volumeFreeSpacePercentageWarning);
  local critical = std.parseJson(config.volumeFreeSpacePercentageCritical);
  local free = [[null, 'red'], [critical, 'orange'], [warning, 'green']];
  local series = 'kubelet_volume_stats_capacity_bytes{%s}';

  d.dashboard(config, {
    title: 'Kubernetes / Persistent volumes',
    uid: 'mixgen-kubernetes-volumes',
    description: 'How full the volumes of claims are, and when they will be.',
    selector: config.kubeletSelector,
    variables: [
      d.variables.label('namespace', 'Namespace', series % p.chosen(config.kubeletSelector)),
      d.variables.label(
        'persistentvolumeclaim', 'Claim', series % d.match(config, [config.kubeletSelector, 'namespace=~"$namespace"'])
      ),
    ],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Least free space', 'Free share of the fullest volume.', q('min(%s)' % freeSpace), { unit: 'percentunit', width: 6, thresholds: free }),
        d.stat('Least free inodes', 'Free share of the inodes of the fullest volume.', q('min(%s)' % freeInodes), { unit: 'percentunit', width: 6, thresholds: free }),
        d.stat(
          'Full within %d days' % config.volumeFullPredictionDays,
          'Volumes that fill up at the pace of the last %s.' % config.volumeFullPredictionSampleTime,
          q(p.count('min by (namespace, persistentvolumeclaim) (predict_linear(%s[%s], %d * 24 * 3600)) < 0' % [
            p.series('kubelet_volume_stats_available_bytes', config.kubeletSelector, chosen),
            config.volumeFullPredictionSampleTime,
            config.volumeFullPredictionDays,
          ])),
          { unit: 'short', width: 6, thresholds: d.thresholds.zero }
        ),
        d.stat(
          'Claims not bound',
          'Claims without a volume, in the chosen namespaces.',
          q(p.count(p.state(
            ['namespace', 'persistentvolumeclaim'],
            'kube_persistentvolumeclaim_status_phase',
            ['namespace=~"$namespace"', 'phase!="Bound"']
          ) + ' == 1')),
          { unit: 'short', width: 6, thresholds: d.thresholds.zero }
        ),
      ]),
      d.row('Space', [
        d.timeseries('Free space', 'Free share of each volume.', q(freeSpace, name), {
          unit: 'percentunit',
          min: 0,
          max: 1,
          thresholds: free,
          thresholdStyle: 'line',
        }),
        d.timeseries('Used space', 'Bytes in use of each volume.', q(stat('used_bytes'), name), { unit: 'bytes', min: 0 }),
        d.table('Volumes', 'All volumes of the chosen claims.', [
          q(stat('capacity_bytes'), '', { refId: 'Size' }),
          q(stat('used_bytes'), '', { refId: 'Used' }),
          q(freeSpace, '', { refId: 'Free' }),
          q(freeInodes, '', { refId: 'Inodes' }),
        ], {
          width: 24,
          sortBy: 'Free',
          descending: false,
          columns: {
            namespace: { title: 'Namespace', order: 0 },
            persistentvolumeclaim: { title: 'Claim', order: 1 },
            'Value #Size': { title: 'Size', order: 2, unit: 'bytes' },
            'Value #Used': { title: 'Used', order: 3, unit: 'bytes' },
            'Value #Free': { title: 'Free', order: 4, unit: 'percentunit', thresholds: free },
            'Value #Inodes': { title: 'Free inodes', order: 5, unit: 'percentunit', thresholds: free },
          },
        }),
      ]),
      d.row('Inodes', [
        d.timeseries('Free inodes', 'Free share of the inodes of each volume.', q(freeInodes, name), {
          unit: 'percentunit',
          min: 0,
          max: 1,
          thresholds: free,
          thresholdStyle: 'line',
        }),
        d.timeseries('Used inodes', 'Inodes in use of each volume.', q(stat('inodes_used'), name), { unit: 'short', min: 0 }),
      ]),
    ],
  })
