// Utilisation and saturation of each node under their usual names, which dashboards of others read, too.
local queries = import './query.libsonnet';

{
  local mixin = self,
  local config = mixin._config,
  local q = queries(config),

  local summed(what, metric, matchers) = {
    record: 'instance:node_network_%s:rate5m' % what,
    expr: 'sum without (device) (rate(%s[5m]))' % q.series(metric, matchers),
  },
  local network(what, metric) = [
    summed(what + '_excluding_lo', metric, 'device!="lo"'),
    summed(what + '_physical', metric, config.interfaceSelector),
  ],

  prometheusRules+:: {
    groups+: [
      {
        name: 'node-exporter.rules',
        rules: [
                 {
                   record: 'instance:node_num_cpu:sum',
                   expr: 'count without (cpu, mode) (%s)' % q.series('node_cpu_seconds_total', 'mode="idle"'),
                 },
                 {
                   // Waiting for a disk and for the hypervisor is no work.
                   record: 'instance:node_cpu_utilisation:rate5m',
                   expr: '1 - avg without (cpu) (sum without (mode) (rate(%s[5m])))' % q.series('node_cpu_seconds_total', 'mode=~"idle|iowait|steal"'),
                 },
                 {
                   record: 'instance:node_load1_per_cpu:ratio',
                   expr: '%s / %s' % [q.series('node_load1'), q.series('instance:node_num_cpu:sum')],
                 },
                 {
                   record: 'instance:node_memory_utilisation:ratio',
                   // Kernels before 3.14 do not say what is available.
                   expr: |||
                     1 - (
                       %(available)s
                       or
                       (%(free)s + %(buffers)s + %(cached)s + %(slab)s)
                     ) / %(total)s
                   ||| % {
                     available: q.series('node_memory_MemAvailable_bytes'),
                     free: q.series('node_memory_MemFree_bytes'),
                     buffers: q.series('node_memory_Buffers_bytes'),
                     cached: q.series('node_memory_Cached_bytes'),
                     slab: q.series('node_memory_SReclaimable_bytes'),
                     total: q.series('node_memory_MemTotal_bytes'),
                   },
                 },
                 {
                   record: 'instance:node_vmstat_pgmajfault:rate5m',
                   expr: 'rate(%s[5m])' % q.series('node_vmstat_pgmajfault'),
                 },
                 {
                   record: 'instance_device:node_disk_io_time_seconds:rate5m',
                   expr: 'rate(%s[5m])' % q.series('node_disk_io_time_seconds_total', config.diskSelector),
                 },
                 {
                   record: 'instance_device:node_disk_io_time_weighted_seconds:rate5m',
                   expr: 'rate(%s[5m])' % q.series('node_disk_io_time_weighted_seconds_total', config.diskSelector),
                 },
               ] + network('receive_bytes', 'node_network_receive_bytes_total')
               + network('transmit_bytes', 'node_network_transmit_bytes_total')
               + network('receive_drop', 'node_network_receive_drop_total')
               + network('transmit_drop', 'node_network_transmit_drop_total'),
      },
    ],
  },
}
