{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.pyroscopeGroupLabels),
    process: self.group + ', pod, instance',
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'pyroscope'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local process = '{{ or $labels.pod $labels.instance }}',

  local common = (import '../backend.libsonnet')(c, alert, {
    name: 'Pyroscope',
    alert: 'Pyroscope',
    key: 'pyroscope',
    lost: 'While it is down no profiles are taken, and none can be read.',
  }),

  prometheusAlerts+:: {
    groups+: [{
      name: 'pyroscope.alerts',
      rules: common + [
        alert('PyroscopeRequestErrors', {
          severity: 'warning',
          'for': '15m',
          expr: |||
            100
              * sum by (%(process)s, route) (rate(pyroscope_request_duration_seconds_count{%(pyroscopeSelector)s, status_code=~"5.."}[10m]))
              / sum by (%(process)s, route) (rate(pyroscope_request_duration_seconds_count{%(pyroscopeSelector)s}[10m]))
              > %(pyroscopeRequestErrorsPercent)g
            and
            sum by (%(process)s, route) (rate(pyroscope_request_duration_seconds_count{%(pyroscopeSelector)s}[10m])) >= %(pyroscopeMinRequestsPerSecond)g
          ||| % c,
          summary: 'Many requests to Pyroscope fail.',
          description: '{{ printf "%.0f" $value }}% of the requests {{ $labels.route }} to Pyroscope ' + process + ' fail.',
        }),
        alert('PyroscopeDiscardsProfiles', {
          severity: 'warning',
          'for': '15m',
          expr: |||
            100
              * sum by (%(process)s, reason) (rate(pyroscope_discarded_bytes_total{%(pyroscopeSelector)s}[10m]))
              / on (%(process)s) group_left ()
            (
              sum by (%(process)s) (rate(pyroscope_discarded_bytes_total{%(pyroscopeSelector)s}[10m]))
                + (
                  sum by (%(process)s) (rate(pyroscope_distributor_received_decompressed_bytes_sum{%(pyroscopeSelector)s}[10m]))
                  or
                  sum by (%(process)s) (rate(pyroscope_discarded_bytes_total{%(pyroscopeSelector)s}[10m]))
                    - sum by (%(process)s) (rate(pyroscope_discarded_bytes_total{%(pyroscopeSelector)s}[10m]))
                )
                >= %(pyroscopeMinDiscardedBytesPerSecond)g
            )
              > %(pyroscopeDiscardedPercent)g
          ||| % c,
          summary: 'Pyroscope discards profiles.',
          description: 'Pyroscope ' + process + ' discards {{ printf "%.0f" $value }}% of the bytes of profiles, with reason {{ $labels.reason }}.',
        }),
        alert('PyroscopeUploadsFail', {
          severity: 'warning',
          'for': '10m',
          expr: |||
            100
              * sum by (%(process)s) (rate(pyroscope_segment_writer_upload_duration_seconds_count{%(pyroscopeSelector)s, status!="success"}[10m]))
              / sum by (%(process)s) (rate(pyroscope_segment_writer_upload_duration_seconds_count{%(pyroscopeSelector)s}[10m]))
              > %(pyroscopeUploadErrorsPercent)g
            and
            sum by (%(process)s) (rate(pyroscope_segment_writer_upload_duration_seconds_count{%(pyroscopeSelector)s}[10m])) >= %(pyroscopeMinUploadsPerSecond)g
          ||| % c,
          summary: 'Pyroscope cannot store profiles.',
          description: '{{ printf "%.0f" $value }}% of the segments that Pyroscope ' + process + ' puts into its storage fail: it refuses what is sent meanwhile.',
        }),
        alert('PyroscopeNoMetastoreLeader', {
          severity: 'warning',
          'for': '10m',
          expr: |||
            max by (%(group)s) (pyroscope_metastore_raft_state{%(pyroscopeSelector)s})
            unless
            max by (%(group)s) (pyroscope_metastore_raft_state{%(pyroscopeSelector)s, state="Leader"} == 1)
          ||| % c,
          summary: 'The metastore of Pyroscope has no leader.',
          description: 'No process of Pyroscope job {{ $labels.job }} leads the metastore: profiles are neither taken nor found.',
        }),
      ],
    }],
  },
}
