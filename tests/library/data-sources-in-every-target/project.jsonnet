// Where the data sources of a part end, by target and mode; `$` is doubled
// where Grafana reads a file, and what the user says wins.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  components: [{
    name: 'signals',
    help: 'Logs and traces.',
    model: {
      datasources: {
        Loki: { type: 'loki', uid: 'loki', url: 'http://loki:3100' },
        Tempo: { type: 'tempo', uid: 'tempo', url: 'http://tempo:3200' },
        Jaeger: { type: 'jaeger', uid: 'jaeger', url: 'http://jaeger:16686' },
      },
    },
  }],
};
local own = {
  values: {
    grafana: {
      datasources: {
        Tempo: { url: 'https://tempo.example.org', jsonData: { nodeGraph: { enabled: false } } },
        Postgres: { type: 'postgres', url: 'db:5432' },
      },
      exemplars+: { datasource: 'tempo', label: 'TraceID' },
    },
  },
};

local environments = mixgen.environments({
  crd: base + own { mode: 'install' },
  join: base,
  'join-chart': base { stack: 'kube-prometheus-stack' },
  operator: base { values: { common: { dashboards: 'operator' } } },
  'of-a-tenant': base { tenant: { name: 'shop', namespace: 'shop' } },
  helm: base + own { target: 'helm' },
  plain: base + own { target: 'plain' },
  'plain-join': base { target: 'plain', mode: 'join' },
  rhob: base { target: 'rhob' },
});

local named(sources) = { [source.name]: source for source in sources };
local file(text) = named(std.parseYaml(text).datasources);
local jsonOf(source) = std.get(source, 'jsonData', {});
local known(documents) = [path for path in std.objectFields(documents) if std.length(std.findSubstr('datasource', path)) > 0];
{
  problems: environments.mixgen.problems,
  paths: { [name]: known(environments[name]) for name in std.objectFields(environments) },
  unsaid: [warning.what for warning in environments.mixgen.warnings if warning.code == 'unsaid'],
  notes: [note.text for note in environments.mixgen.notes['join-chart'] if note.about == 'datasources'],
  crd: file(environments.crd['grafana/config-map.yaml'].data['datasources.yaml']),
  helm: {
    exemplars: environments.helm['values.yaml'].grafana.sidecar.datasources,
    sources: std.objectFields(named(environments.helm['values.yaml'].grafana.additionalDataSources)),
  },
  'plain-join': named(environments['plain-join']['grafana/provisioning/datasources/mixgen-plain-join.yml'].datasources),
  operator: environments.operator['signals/grafana-datasource-loki.yaml'].spec,
  'of-a-tenant': [
    [source.name, source.uid]
    for source in std.parseYaml(environments['of-a-tenant']['signals/datasource.yaml'].data['shop-signals-datasource.yaml']).datasources
  ],
  rhob: environments.rhob['signals/perses-datasource-tempo.yaml'].spec,
}
