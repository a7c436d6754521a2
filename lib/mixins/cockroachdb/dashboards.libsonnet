{
  local mixin = self,

  grafanaDashboards+:: {
    'cockroachdb-overview.json': (import './dashboards/overview.libsonnet')(mixin._config),
    'cockroachdb-storage.json': (import './dashboards/storage.libsonnet')(mixin._config),
    'cockroachdb-sql.json': (import './dashboards/sql.libsonnet')(mixin._config),
  },
}
