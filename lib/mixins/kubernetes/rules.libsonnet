{
  local mixin = self,

  prometheusRules+:: {
    groups+:
      (import './rules/containers.libsonnet')(mixin._config)
      + (import './rules/apiserver.libsonnet')(mixin._config)
      + [
        (import './rules/pod-owner.libsonnet')(mixin._config),
        (import './rules/kubelet.libsonnet')(mixin._config),
        (import './rules/scheduler.libsonnet')(mixin._config),
      ],
  },
}
