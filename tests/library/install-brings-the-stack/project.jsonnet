local mixgen = import 'mixgen/main.libsonnet';
local environments = mixgen.environments({
  k3d: { platform: 'k3d', mode: 'install' },
});
local documents = environments.k3d;
{
  objects: std.sort([
    '%s %s' % [documents[path].kind, documents[path].metadata.name]
    for path in std.objectFields(documents)
    if std.isObject(documents[path]) && std.objectHas(documents[path], 'metadata')
    if !std.member(['Role', 'RoleBinding'], documents[path].kind)
  ]),
  // The namespace first, what starts to act last.
  first: documents['kustomization.yaml'].resources[0],
  images: std.set([
    container.image
    for path in std.objectFields(documents)
    if std.isObject(documents[path])
    for container in std.get(std.get(std.get(std.get(documents[path], 'spec', {}), 'template', {}), 'spec', {}), 'containers', [])
  ]),
  notes: environments.mixgen.notes.k3d,
  secrets: environments.mixgen.secrets.k3d,
}
