// A build without a project file: one environment, named after its platform.
function(platform=null, components=[], addons=[], values={})
  (import './environments.libsonnet')({
    [if platform == null then 'default' else platform]: {
      platform: platform,
      components: if components == [] then ['cockroachdb', 'etcd', 'kubernetes', 'nats'] else components,
      addons: addons,
      values: values,
    },
  })
