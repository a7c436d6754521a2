// What hardware has twice: disks of an array, interfaces of a bond.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  {
    name: 'node-exporter-hardware',
    rules: [
      alert('NodeRAIDDegraded', {
        severity: 'critical',
        'for': '15m',
        expr: q.once(|||
          %(required)s - ignoring (state) %(active)s > 0
        ||| % { required: q.series('node_md_disks_required'), active: q.series('node_md_disks', 'state="active"') }),
        summary: 'A RAID array has too few disks.',
        description: 'Array {{ $labels.device }} of %s lacks {{ $value }} disks, and no spare takes their place: the next failure may lose its data.' % q.where,
      }),
      alert('NodeRAIDDiskFailure', {
        severity: 'warning',
        'for': '5m',
        expr: q.once('%s > 0' % q.series('node_md_disks', 'state="failed"')),
        summary: 'A disk of a RAID array failed.',
        description: '{{ $value }} disks of array {{ $labels.device }} of %s failed.' % q.where,
      }),
      alert('NodeBondingDegraded', {
        severity: 'warning',
        'for': '5m',
        expr: q.once('%s - %s > 0' % [q.series('node_bonding_slaves'), q.series('node_bonding_active')]),
        summary: 'Interfaces of a bond are down.',
        description: '{{ $value }} interfaces of bond {{ $labels.master }} of %s are down.' % q.where,
      }),
    ],
  }
