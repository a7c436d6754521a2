// Two alerts about the targets of a mixin: that none of them answers, and that one of several does
// not. None includes that there are no targets any more: they are missed as long as `memory` says,
// so that what was never there is not missed, and what was removed is forgotten.
//
//   local targets = import '../targets.libsonnet';
//   targets(config, {
//     name: 'Traefik',                     // TraefikDown, TraefikInstanceDown
//     selector: config.traefikSelector,
//     memory: config.traefikDownMemory,
//     severity: 'critical',                // of the first
//     'for': '5m',
//     what: 'Traefik',                     // as texts call it
//     effect: 'No request reaches a service.',
//   })
local alerts = import './alert.libsonnet';

function(config, spec)
  local alert = alerts(config);
  local by = '%s, namespace, job' % config.clusterLabel;
  local names = { by: by, selector: spec.selector, memory: spec.memory };
  [
    alert(spec.name + 'Down', {
      severity: spec.severity,
      'for': spec['for'],
      expr: |||
        group by (%(by)s) (present_over_time(up{%(selector)s}[%(memory)s]))
        unless
        group by (%(by)s) (up{%(selector)s} == 1)
      ||| % names,
      summary: '%s does not answer.' % spec.what,
      description: 'Prometheus reaches no target of job {{ $labels.job }}, though there were some within the last %s. %s' % [spec.memory, spec.effect],
    }),
    alert(spec.name + 'InstanceDown', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        up{%(selector)s} == 0
        and on (%(by)s)
        group by (%(by)s) (up{%(selector)s} == 1)
      ||| % names,
      summary: 'One instance of %s does not answer.' % spec.what,
      description: 'Prometheus cannot scrape {{ or $labels.pod $labels.instance }} of job {{ $labels.job }}, but others.',
    }),
  ]
