// Probe: what a blackbox exporter tries from outside.
local monitors = import './monitors.libsonnet';

function(model, tools)
  local one(name, probe) = {
    [tools.file(probe.part, 'probe', name) + '.yaml']: {
      apiVersion: tools.group + '/v1',
      kind: 'Probe',
      metadata: tools.meta(
        probe.part,
        name,
        if tools.perNamespace then model.namespaces[probe.part][0] else model.common.namespace,
        model.stack.labels.monitors
      ),
      spec: {
        jobName: std.get(probe, 'job', probe.part),
        interval: std.get(probe, 'interval', model.common.interval),
        module: probe.module,
        prober: { url: probe.prober },
        targets: {
          staticConfig: {
            static: probe.targets,
            labels: { probe: name, module: probe.module } + std.get(probe, 'labels', {}),
          },
        },
      } + monitors.limits(model),
    },
  };
  tools.merge([one(name, model.probes[name]) for name in std.objectFields(model.probes)])
