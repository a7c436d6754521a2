local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local perNode(metric) = q(p.of(metric), '{{instance}}');
  local share = { unit: 'percentunit', min: 0, links: [p.toNode] };
  local memory = config.memoryPercent / 100;
  local space = { warning: 1 - config.filesystemFillingPercentWarning / 100, critical: 1 - config.filesystemFreePercentWarning / 100 };

  d.dashboard(config, {
    title: 'Nodes / Overview',
    uid: 'mixgen-nodes',
    description: 'Utilisation, saturation and errors of all nodes side by side.',
    selector: config.nodeExporterSelector,
    variables: p.variables,
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Nodes', [
        d.stat('Nodes', 'Nodes that tell about themselves.', q('count(%s)' % p.of('node_uname_info')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Nodes down', 'Nodes whose node_exporter does not answer.', q('count(%s == 0) or vector(0)' % p.of('up')), {
          decimals: 0,
          thresholds: d.thresholds.zero,
          colour: 'background',
        }),
        d.stat('CPUs', 'CPUs of all nodes.', q('sum(%s)' % p.of('instance:node_num_cpu:sum')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Busiest CPU', 'The node whose CPUs are busiest.', q('max(%s)' % p.of('instance:node_cpu_utilisation:rate5m')), {
          unit: 'percentunit',
          thresholds: d.thresholds.usage(0.8, config.cpuPercent / 100),
        }),
        d.stat('Fullest memory', 'The node with the least memory left.', q('max(%s)' % p.of('instance:node_memory_utilisation:ratio')), {
          unit: 'percentunit',
          thresholds: d.thresholds.usage(0.8, memory),
        }),
        d.stat('Fullest file system', 'The file system with the least space left.', q('max(%s)' % p.used), {
          unit: 'percentunit',
          thresholds: d.thresholds.usage(space.warning, space.critical),
        }),
        d.table('All nodes', 'The state of each node now; a name leads to its details.', [
          q('max by (instance) (%s)' % p.of('instance:node_cpu_utilisation:rate5m')),
          q('max by (instance) (%s)' % p.of('instance:node_load1_per_cpu:ratio')),
          q('max by (instance) (%s)' % p.of('instance:node_memory_utilisation:ratio')),
          q('max by (instance) (%s)' % p.used),
          q('max by (instance) (%s)' % p.of('instance_device:node_disk_io_time_seconds:rate5m')),
          q('max by (instance) (time() - %s)' % p.of('node_boot_time_seconds')),
        ], {
          columns: {
            instance: {
              title: 'Node',
              order: 0,
              link: d.links.toDashboard('Node', 'mixgen-node', { 'var-instance': '${__value.text}' }),
            },
            'Value #A': { title: 'CPU', unit: 'percentunit', order: 1, thresholds: d.thresholds.usage(0.8, config.cpuPercent / 100), cell: 'color-text' },
            'Value #B': { title: 'Load per CPU', unit: 'short', decimals: 2, order: 2, thresholds: d.thresholds.usage(1, config.loadPerCPU), cell: 'color-text' },
            'Value #C': { title: 'Memory', unit: 'percentunit', order: 3, thresholds: d.thresholds.usage(0.8, memory), cell: 'color-text' },
            'Value #D': { title: 'Fullest file system', unit: 'percentunit', order: 4, thresholds: d.thresholds.usage(space.warning, space.critical), cell: 'color-text' },
            'Value #E': { title: 'Busiest disk', unit: 'percentunit', order: 5, thresholds: d.thresholds.usage(0.8, 0.95), cell: 'color-text' },
            'Value #F': { title: 'Running for', unit: 's', decimals: 0, order: 6 },
          },
          sortBy: 'CPU',
        }),
      ]),
      d.row('CPU', [
        d.timeseries('CPU utilisation', 'Share of the time in which the CPUs of a node work.', perNode('instance:node_cpu_utilisation:rate5m'), share { max: 1 }),
        d.timeseries('CPU saturation', 'What runs or wants to run, for each CPU; above one something waits.', perNode('instance:node_load1_per_cpu:ratio'), {
          unit: 'short',
          min: 0,
          links: [p.toNode],
        }),
      ]),
      d.row('Memory', [
        d.timeseries('Memory utilisation', 'Share of the memory that is in use.', perNode('instance:node_memory_utilisation:ratio'), share { max: 1 }),
        d.timeseries('Memory saturation', 'Page faults that go to disk: memory that is not there.', perNode('instance:node_vmstat_pgmajfault:rate5m'), {
          unit: 'ops',
          min: 0,
          links: [p.toNode],
        }),
      ]),
      d.row('Network', [
        d.timeseries('Network utilisation', 'What nodes receive, and send (below zero), without their loopback.', [
          q(p.of('instance:node_network_receive_bytes_excluding_lo:rate5m'), '{{instance}} received'),
          q('-' + p.of('instance:node_network_transmit_bytes_excluding_lo:rate5m'), '{{instance}} sent'),
        ], { unit: 'Bps' }),
        d.timeseries('Network saturation', 'Packets that were dropped on the way in, and out (below zero).', [
          q(p.of('instance:node_network_receive_drop_excluding_lo:rate5m'), '{{instance}} received'),
          q('-' + p.of('instance:node_network_transmit_drop_excluding_lo:rate5m'), '{{instance}} sent'),
        ], { unit: 'pps' }),
      ]),
      d.row('Disks', [
        d.timeseries('Disk utilisation', 'Share of the time in which the busiest disk of a node works.', q('max by (instance) (%s)' % p.of('instance_device:node_disk_io_time_seconds:rate5m'), '{{instance}}'), share { max: 1 }),
        d.timeseries('Disk saturation', 'Operations that wait for the slowest disk of a node.', q('max by (instance) (%s)' % p.of('instance_device:node_disk_io_time_weighted_seconds:rate5m'), '{{instance}}'), {
          unit: 'short',
          min: 0,
          links: [p.toNode],
        }),
        d.timeseries('Space', 'How full the fullest file system of a node is.', q('max by (instance) (%s)' % p.used, '{{instance}}'), share {
          max: 1,
          thresholds: d.thresholds.usage(space.warning, space.critical),
          thresholdStyle: 'line',
        }),
        d.timeseries('Clock', 'How far the clocks of nodes are from the right time.', perNode('node_timex_offset_seconds'), { unit: 's' }),
      ]),
    ],
  })
