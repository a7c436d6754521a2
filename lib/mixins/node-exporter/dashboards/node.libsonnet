local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config, one=true);
  local q = d.query;
  local share = { unit: 'percentunit', min: 0, max: 1 };
  local memory(name) = p.of('node_memory_%s_bytes' % name);
  local mounts = {
    columns: {
      mountpoint: { title: 'Mounted at', order: 0 },
      device: { title: 'Device', order: 1 },
      fstype: { title: 'Type', order: 2 },
      'Value #A': { title: 'Size', unit: 'bytes', order: 3 },
      'Value #B': { title: 'Free', unit: 'bytes', order: 4 },
      'Value #C': {
        title: 'Used',
        unit: 'percentunit',
        order: 5,
        thresholds: d.thresholds.usage(1 - config.filesystemFillingPercentWarning / 100, 1 - config.filesystemFreePercentWarning / 100),
        cell: 'color-text',
      },
      'Value #D': { title: 'Inodes used', unit: 'percentunit', order: 6 },
    },
    sortBy: 'Used',
  };
  local ofMounts = 'sum by (mountpoint, device, fstype)';

  d.dashboard(config, {
    title: 'Nodes / Node',
    uid: 'mixgen-node',
    description: 'One node in detail: CPU, memory, file systems, disks, network and clock.',
    selector: config.nodeExporterSelector,
    variables: p.variables,
    links: [d.links.dashboard('All nodes', 'mixgen-nodes'), d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('State', [
        d.stat('Running for', 'Time since the node was started.', q('max(time() - %s)' % p.of('node_boot_time_seconds')), { unit: 's', decimals: 0, thresholds: d.thresholds.none }),
        d.stat('CPUs', 'CPUs that the kernel sees.', q('sum(%s)' % p.of('instance:node_num_cpu:sum')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Memory', 'Memory that the kernel sees.', q('sum(%s)' % memory('MemTotal')), { unit: 'bytes', thresholds: d.thresholds.none }),
        d.stat('CPU', 'Share of the time in which the CPUs work.', q('max(%s)' % p.of('instance:node_cpu_utilisation:rate5m')), {
          unit: 'percentunit',
          thresholds: d.thresholds.usage(0.8, config.cpuPercent / 100),
        }),
        d.stat('Memory in use', 'Share of the memory that is in use.', q('max(%s)' % p.of('instance:node_memory_utilisation:ratio')), {
          unit: 'percentunit',
          thresholds: d.thresholds.usage(0.8, config.memoryPercent / 100),
        }),
        d.stat('Clock', 'How far the clock is from the right time.', q('max(abs(%s))' % p.of('node_timex_offset_seconds')), {
          unit: 's',
          thresholds: [[null, 'green'], [config.clockOffsetSeconds, 'red']],
        }),
      ]),
      d.row('CPU', [
        d.timeseries(
          'CPU by mode',
          'What the CPUs do, all together; what is missing to 100 % is idle.',
          q('sum by (mode) (%s) / scalar(sum(%s))' % [p.rate('node_cpu_seconds_total', 'mode!="idle"'), p.of('instance:node_num_cpu:sum')], '{{mode}}'),
          share { stack: true },
        ),
        d.timeseries('Load', 'What runs or wants to run, on average, and the CPUs that there are.', [
          q(p.of('node_load1'), '1 minute'),
          q(p.of('node_load5'), '5 minutes'),
          q(p.of('node_load15'), '15 minutes'),
          q(p.of('instance:node_num_cpu:sum'), 'CPUs'),
        ], { min: 0, overrides: [d.override.byName('CPUs', { color: 'red', dashed: true })] }),
        d.timeseries('Pressure', 'Share of the time in which something waited for CPU, memory or disks. Kernels without pressure stall information show nothing.', [
          q(p.rate('node_pressure_cpu_waiting_seconds_total'), 'CPU'),
          q(p.rate('node_pressure_memory_waiting_seconds_total'), 'memory'),
          q(p.rate('node_pressure_io_waiting_seconds_total'), 'disks'),
        ], { unit: 'percentunit', min: 0 }),
        d.timeseries('Processes', 'Processes that run, and that wait for a disk.', [
          q(p.of('node_procs_running'), 'running'),
          q(p.of('node_procs_blocked'), 'blocked'),
        ], { min: 0 }),
      ]),
      d.row('Memory', [
        d.timeseries('Memory', 'What the memory is used for. Cached memory is given back when it is needed.', [
          q('%s - %s - %s - %s' % [memory('MemTotal'), memory('MemFree'), memory('Buffers'), memory('Cached')], 'used'),
          q(memory('Buffers'), 'buffers'),
          q(memory('Cached'), 'cached'),
          q(memory('MemFree'), 'free'),
        ], { unit: 'bytes', stack: true, min: 0 }),
        d.timeseries('Paging', 'Page faults that go to disk, and processes that were killed for want of memory.', [
          q(p.of('instance:node_vmstat_pgmajfault:rate5m'), 'major faults'),
          q(p.rate('node_vmstat_oom_kill'), 'killed'),
        ], { unit: 'ops', min: 0 }),
      ]),
      d.row('File systems', [
        d.table('File systems', 'Space and inodes of each file system now.', [
          q('%s (%s)' % [ofMounts, p.filesystem('node_filesystem_size_bytes')]),
          q('%s (%s)' % [ofMounts, p.filesystem('node_filesystem_avail_bytes')]),
          q('%s (%s)' % [ofMounts, p.used]),
          q('%s (1 - %s / (%s > 0))' % [ofMounts, p.filesystem('node_filesystem_files_free'), p.filesystem('node_filesystem_files')]),
        ], mounts),
        d.timeseries('Space used', 'How full each file system is.', q(p.used, '{{mountpoint}}'), share),
        d.timeseries(
          'Inodes used',
          'How many of the files that a file system can hold are there.',
          q('1 - %s / (%s > 0)' % [p.filesystem('node_filesystem_files_free'), p.filesystem('node_filesystem_files')], '{{mountpoint}}'),
          share,
        ),
      ]),
      d.row('Disks', [
        d.timeseries('Disk throughput', 'What is read, and written (below zero).', [
          q(p.rate('node_disk_read_bytes_total', config.diskSelector), '{{device}} read'),
          q('-' + p.rate('node_disk_written_bytes_total', config.diskSelector), '{{device}} written'),
        ], { unit: 'Bps' }),
        d.timeseries('Disk operations', 'Reads, and writes (below zero).', [
          q(p.rate('node_disk_reads_completed_total', config.diskSelector), '{{device}} read'),
          q('-' + p.rate('node_disk_writes_completed_total', config.diskSelector), '{{device}} written'),
        ], { unit: 'iops' }),
        d.timeseries('Disk utilisation', 'Share of the time in which a disk works.', q(p.of('instance_device:node_disk_io_time_seconds:rate5m'), '{{device}}'), share),
        d.timeseries('Disk saturation', 'Operations that wait for a disk.', q(p.of('instance_device:node_disk_io_time_weighted_seconds:rate5m'), '{{device}}'), { min: 0 }),
      ]),
      d.row('Network', [
        d.timeseries('Traffic', 'What is received, and sent (below zero).', [
          q(p.rate('node_network_receive_bytes_total', config.interfaceSelector), '{{device}} received'),
          q('-' + p.rate('node_network_transmit_bytes_total', config.interfaceSelector), '{{device}} sent'),
        ], { unit: 'Bps' }),
        d.timeseries('Errors and drops', 'Packets with errors, and packets that were dropped, in both directions.', [
          q('%s + %s' % [p.rate('node_network_receive_errs_total', config.interfaceSelector), p.rate('node_network_transmit_errs_total', config.interfaceSelector)], '{{device}} errors'),
          q('%s + %s' % [p.rate('node_network_receive_drop_total', config.interfaceSelector), p.rate('node_network_transmit_drop_total', config.interfaceSelector)], '{{device}} drops'),
        ], { unit: 'pps', min: 0 }),
        d.timeseries('TCP', 'Open connections, and segments that had to be sent again.', [
          q(p.of('node_netstat_Tcp_CurrEstab'), 'connections'),
          q(p.rate('node_netstat_Tcp_RetransSegs'), 'sent again per second'),
        ], { min: 0, overrides: [d.override.byName('sent again per second', { axis: 'right', unit: 'pps' })] }),
        d.timeseries('Limits', 'Shares of tracked connections and of open files that are in use.', [
          q('%s / %s' % [p.of('node_nf_conntrack_entries'), p.of('node_nf_conntrack_entries_limit')], 'tracked connections'),
          q('%s / %s' % [p.of('node_filefd_allocated'), p.of('node_filefd_maximum')], 'open files'),
        ], share),
      ]),
    ],
  })
