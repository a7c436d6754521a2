// How a collector, and what is built on one, shows its own metrics: names end in
// units and `_total`, as those of others do, whatever its version thinks.
function(host, port) {
  pull: {
    exporter: {
      prometheus: {
        host: host,
        port: port,
        without_scope_info: true,
        without_type_suffix: false,
        without_units: false,
      },
    },
  },
}
