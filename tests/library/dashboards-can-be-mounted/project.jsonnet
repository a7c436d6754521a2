local mixgen = import 'mixgen/main.libsonnet';
local environments = mixgen.environments({
  sidecar: { mode: 'install', components: ['nats'] },
  mounted: { mode: 'install', components: ['nats'], values: { common: { dashboards: 'mounted', folder: 'All of %s' } } },
});
{
  [name]: {
    local spec = environments[name]['grafana/deployment.yaml'].spec.template.spec,
    containers: [container.name for container in spec.containers],
    // The token of the sidecar is not Grafana's.
    token: [container.name for container in spec.containers for mount in container.volumeMounts if mount.name == 'token'],
    automount: spec.automountServiceAccountToken,
    dashboards: [mount for mount in spec.containers[0].volumeMounts if std.startsWith(mount.mountPath, '/etc/dashboards')],
    maps: [
      source.configMap.name
      for volume in spec.volumes
      if std.startsWith(volume.name, 'folder-')
      for source in volume.projected.sources
    ],
    role: [path for path in std.objectFields(environments[name]) if std.startsWith(path, 'grafana/role')],
  }
  for name in std.objectFields(environments)
}
