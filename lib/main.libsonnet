// What `import 'mixgen/main.libsonnet'` gives.
//
//   local mixgen = import 'mixgen/main.libsonnet';
//   mixgen.environments({
//     k3d: { platform: 'k3d', components: ['etcd'], addons: ['discord'] },
//   })
{
  '#environments':: |||
    A function from `{ name: environment }` to `{ name: { path: document } }`.
    An environment has these keys, all optional: `platform`, `components`,
    `addons`, `target`, `mode`, `stack`, `tenant`, `cluster`, `values`,
    `documents`. Problems are found, not raised: they are data in the hidden
    field `mixgen`, for a tool to word.
  |||,
  environments: import './environments.libsonnet',

  '#quick':: 'A function (platform, components, addons, values) for a build without a project file.',
  quick: import './quick.libsonnet',
}
