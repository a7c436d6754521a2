// PrometheusRule: one for each part, or more where one would be too big.
local groups = import '../groups.libsonnet';

function(model, tools)
  local ofPart(part) =
    local namespaces = if tools.perNamespace then model.namespaces[part] else [model.common.namespace];
    // Rules that need no series of the platform are evaluated where their
    // own are, at a lower cost.
    local leaf = tools.perNamespace && model.reads[part] == 'own';
    local labels = model.stack.labels.rules + {
      [if leaf then 'openshift.io/prometheus-rule-evaluation-scope']: 'leaf-prometheus',
    };
    tools.merge(std.mapWithIndex(
      function(i, some)
        local suffix = if i == 0 then '' else '-%d' % (i + 1);
        tools.copies(namespaces, '%s/prometheus-rule%s' % [part, suffix], function(namespace) {
          apiVersion: tools.group + '/v1',
          kind: 'PrometheusRule',
          metadata: tools.meta(part, part + suffix, namespace, labels),
          spec: { groups: some },
        }),
      groups.objects(groups.of(model, part))
    ));
  tools.merge([ofPart(part) for part in std.objectFields(model.alerts)])
