// What concerns all targets and all alerts, whatever part they belong to.
local alerts = import '../../alert.libsonnet';

function(config)
  local alert = alerts(config);
  local by = std.join(', ', [config.clusterLabel] + config.targetGroupLabels);

  {
    name: 'general',
    rules: [
      alert('TargetDown', {
        severity: 'warning',
        'for': '10m',
        expr: |||
          100
            * count by (%(by)s) (up{%(selector)s} == 0)
            / count by (%(by)s) (up{%(selector)s})
            > %(percent)g
        ||| % { by: by, selector: config.targetSelector, percent: config.targetDownPercent },
        summary: 'Targets cannot be scraped.',
        description: '{{ printf "%%.0f" $value }}%% of the targets of job {{ $labels.job }}{{ with $labels.namespace }} in namespace {{ . }}{{ end }} do not answer (more than %g%%): what they would tell is missing.' % config.targetDownPercent,
      }),
      // Information is worth a message only beside something worse.
      alert('InfoInhibitor', {
        severity: 'none',
        expr: |||
          ALERTS{severity="info"} == 1
          unless on (%(cluster)s, namespace)
          ALERTS{alertname!="InfoInhibitor", severity=~"warning|critical", alertstate="firing"} == 1
        ||| % { cluster: config.clusterLabel },
        summary: 'Keeps information quiet where nothing else is wrong.',
        description: 'This alert mutes the alerts of severity info of a namespace, and is itself for nobody.',
      }),
    ],
  }
