// What concerns all parts of the control plane: their versions, and whether they reach the API.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local by = q.labels(['job', 'instance']);

  local clients = [
    config.kubeApiserverSelector,
    config.kubeletSelector,
    config.kubeSchedulerSelector,
    config.kubeControllerManagerSelector,
    config.kubeProxySelector,
  ];
  local requests(matcher) = |||
    sum by (%s) (
      %s
    )
  ||| % [
    by,
    std.join('\n  or\n  ', [
      'rate(%s[5m])' % q.series('rest_client_requests_total', selector, matcher)
      for selector in clients
    ]),
  ];

  {
    name: 'kubernetes-system',
    rules: [
      alert('KubeVersionMismatch', {
        severity: 'warning',
        'for': config.versionMismatchFor,
        expr: |||
          count by (%(cluster)s) (
            count by (%(cluster)s, minor) (
              label_replace(
                kubernetes_build_info{%(selector)s},
                "minor", "$1", "git_version", "v([0-9]+[.][0-9]+).*"
              )
            )
          ) > 1
        ||| % { cluster: config.clusterLabel, selector: config.notKubeDnsCoreDnsSelector },
        summary: 'Parts of Kubernetes run different minor versions.',
        description:
          'Parts of Kubernetes run {{ $value }} different minor versions for more than %s: an upgrade stopped half way.' % config.versionMismatchFor,
      }),
      alert('KubeClientErrors', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %(errors)s/
          (
            %(all)s > %(least)s
          )
          > %(percent)d / 100
        ||| % {
          errors: requests('code=~"5.."'),
          all: std.strReplace(std.rstripChars(requests(''), '\n'), '\n', '\n  '),
          least: config.clientErrorMinimumRate,
          percent: config.clientErrorPercent,
        },
        summary: 'A part of Kubernetes gets errors from the API server.',
        description:
          '{{ $value | humanizePercentage }} of the API requests of {{ $labels.job }} at {{ $labels.instance }} end in a server error.',
      }),
    ],
  }
