// The error budget of the API server, judged over a long and a short window at once: the long one
// says that it matters, the short one that it still goes on.
local alerts = import '../../alert.libsonnet';

function(config)
  local alert = alerts(config);
  local slo = config.SLOs.apiserver;
  {
    name: 'kube-apiserver-slos',
    rules: [
      alert('KubeAPIErrorBudgetBurn', {
        severity: window.severity,
        'for': window['for'],
        labels: { long: window.long, short: window.short },
        expr: |||
          apiserver_request:burnrate%(long)s > %(factor)g * (1 - %(target)g)
          and
          apiserver_request:burnrate%(short)s > %(factor)g * (1 - %(target)g)
          and
          cluster_verb:apiserver_request_slo_total:rate5m > %(least)g
        ||| % window { target: slo.target, least: slo.minimumRate },
        summary: 'The API server uses up its error budget too fast.',
        description:
          '{{ $value | humanizePercentage }} of the {{ $labels.verb }} requests of the last %s were slow or failed; at this pace the budget of %d days lasts less than {{ "%d" | humanizeDuration }}.' % [
            window.long,
            slo.days,
            std.floor(slo.days * 24 * 3600 / window.factor),
          ],
      })
      for window in slo.windows
    ],
  }
