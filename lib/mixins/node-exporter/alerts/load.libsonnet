// CPU, memory, disks and file descriptors: how busy a node is.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  local descriptors(severity, percent) = alert('NodeFileDescriptorLimit', {
    severity: severity,
    'for': '15m',
    expr: q.once('100 * %s / %s > %g' % [q.series('node_filefd_allocated'), q.series('node_filefd_maximum'), percent]),
    summary: 'The kernel of a node is about to run out of file descriptors.',
    description: 'On %s {{ printf "%%.0f" $value }}%% of all file descriptors are open (more than %g%%).' % [q.where, percent],
  });

  {
    name: 'node-exporter-load',
    rules: [
      alert('NodeCPUHighUsage', {
        severity: 'info',
        'for': '15m',
        expr: q.once('100 * %s > %g' % [q.series('instance:node_cpu_utilisation:rate5m'), config.cpuPercent]),
        summary: 'The CPUs of a node are busy.',
        description: 'The CPUs of %s have been busy for {{ printf "%%.0f" $value }}%% of the time (more than %g%%).' % [q.where, config.cpuPercent],
      }),
      alert('NodeSystemSaturation', {
        severity: 'warning',
        'for': '15m',
        expr: q.once('%s > %g' % [q.series('instance:node_load1_per_cpu:ratio'), config.loadPerCPU]),
        summary: 'More wants to run on a node than it has CPUs for.',
        description: 'On %s the load is {{ printf "%%.1f" $value }} for each CPU (more than %g): what runs there waits.' % [q.where, config.loadPerCPU],
      }),
      alert('NodeMemoryMajorPagesFaults', {
        severity: 'warning',
        'for': '15m',
        expr: q.once('%s > %g' % [q.series('instance:node_vmstat_pgmajfault:rate5m'), config.majorPageFaultsPerSecond]),
        summary: 'A node reads memory back from disk all the time.',
        description: 'On %s {{ printf "%%.0f" $value }} page faults a second go to disk (more than %g): it needs more memory than it has.' % [q.where, config.majorPageFaultsPerSecond],
      }),
      alert('NodeMemoryHighUtilization', {
        severity: 'warning',
        'for': '15m',
        expr: q.once('100 * %s > %g' % [q.series('instance:node_memory_utilisation:ratio'), config.memoryPercent]),
        summary: 'A node is nearly out of memory.',
        description: 'On %s {{ printf "%%.0f" $value }}%% of the memory is in use (more than %g%%).' % [q.where, config.memoryPercent],
      }),
      alert('NodeDiskIOSaturation', {
        severity: 'warning',
        'for': '30m',
        expr: q.once('%s > %g' % [q.series('instance_device:node_disk_io_time_weighted_seconds:rate5m'), config.diskQueue]),
        summary: 'A disk does not keep up.',
        description: 'On disk {{ $labels.device }} of %s {{ printf "%%.1f" $value }} operations wait on average (more than %g).' % [q.where, config.diskQueue],
      }),
      descriptors('warning', config.fileDescriptorPercentWarning),
      descriptors('critical', config.fileDescriptorPercentCritical),
    ],
  }
