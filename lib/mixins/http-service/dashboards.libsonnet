local serving = import './services.libsonnet';

{
  local mixin = self,
  local config = mixin._config,
  local all = serving(config),
  local detail = (import 'dashboards/service.libsonnet')(config, all),

  // Services whose metrics have the same names share a dashboard.
  grafanaDashboards+:: {
    'http-services.json': (import 'dashboards/overview.libsonnet')(config, all),
  } + {
    ['http-service-%s.json' % dialect.name]: detail(dialect)
    for dialect in all.dialects
  },
}
