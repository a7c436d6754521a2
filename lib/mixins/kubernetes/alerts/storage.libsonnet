// Persistent volumes: free space and inodes as the kubelet sees them, and volumes that failed.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local claim = q.object(['namespace', 'persistentvolumeclaim']);

  local stats(kind) = {
    local series(metric) = q.series(metric, config.kubeletSelector, config.namespaceSelector),
    local value(metric) = 'max by (%s) (%s)' % [claim.by, series(metric)],
    free: value(kind.free),
    capacity: value(kind.capacity),
    used: value(kind.used),
    predicted: 'min by (%s) (predict_linear(%s[%s], %d * 24 * 3600))' % [
      claim.by,
      series(kind.free),
      config.volumeFullPredictionSampleTime,
      config.volumeFullPredictionDays,
    ],
  };
  local space = stats({
    free: 'kubelet_volume_stats_available_bytes',
    capacity: 'kubelet_volume_stats_capacity_bytes',
    used: 'kubelet_volume_stats_used_bytes',
  });
  local inodes = stats({
    free: 'kubelet_volume_stats_inodes_free',
    capacity: 'kubelet_volume_stats_inodes',
    used: 'kubelet_volume_stats_inodes_used',
  });

  // Read-only volumes cannot fill up; some workloads use all of their volume by design.
  local filling(volume, threshold, trend) = |||
    %(free)s
    /
    %(capacity)s
    < %(threshold)s
    and
    %(used)s > 0
    %(trend)sunless
    %(readOnly)s == 1
    unless
    %(excluded)s == 1
  ||| % volume {
    threshold: threshold,
    trend: if trend then 'and\n%s < 0\n' % volume.predicted else '',
    readOnly: claim.value('kube_persistentvolumeclaim_access_mode', 'access_mode="ReadOnlyMany"'),
    excluded: claim.value('kube_persistentvolumeclaim_labels', config.pvExcludedSelector),
  };

  {
    name: 'kubernetes-storage',
    rules: [
      alert('KubePersistentVolumeFillingUp', {
        severity: 'critical',
        'for': '5m',
        expr: filling(space, config.volumeFreeSpacePercentageCritical, false),
        summary: 'A volume is almost full.',
        description:
          'The volume of claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has only {{ $value | humanizePercentage }} of its space left.',
      }),
      alert('KubePersistentVolumeFillingUp', {
        severity: 'warning',
        'for': '1h',
        expr: filling(space, config.volumeFreeSpacePercentageWarning, true),
        summary: 'A volume fills up.',
        description:
          'The volume of claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} of its space left and, at the pace of the last %s, none within %d days.' % [
            config.volumeFullPredictionSampleTime,
            config.volumeFullPredictionDays,
          ],
      }),
      alert('KubePersistentVolumeInodesFillingUp', {
        severity: 'critical',
        'for': '5m',
        expr: filling(inodes, config.volumeFreeInodesPercentageCritical, false),
        summary: 'A volume has almost no inodes left.',
        description:
          'The volume of claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has only {{ $value | humanizePercentage }} of its inodes left.',
      }),
      alert('KubePersistentVolumeInodesFillingUp', {
        severity: 'warning',
        'for': '1h',
        expr: filling(inodes, config.volumeFreeInodesPercentageWarning, true),
        summary: 'A volume runs out of inodes.',
        description:
          'The volume of claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} of its inodes left and, at the pace of the last %s, none within %d days.' % [
            config.volumeFullPredictionSampleTime,
            config.volumeFullPredictionDays,
          ],
      }),
      alert('KubePersistentVolumeErrors', {
        severity: 'critical',
        'for': '5m',
        expr: 'max by (%s) (%s) > 0' % [
          q.labels(['persistentvolume', 'phase']),
          q.series('kube_persistentvolume_status_phase', config.kubeStateMetricsSelector, 'phase=~"Failed|Pending"'),
        ],
        summary: 'A persistent volume is in trouble.',
        description: 'Persistent volume {{ $labels.persistentvolume }} is in phase {{ $labels.phase }}.',
      }),
    ],
  }
