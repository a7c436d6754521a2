// The reserved parts of `values`: `common`, `labels`, `routing`, `alerts`, `plain`.
// They are parts like any other, so platforms and addons can patch them.
{
  common: {
    local common = self,
    name: 'common',
    help: 'Where objects live and what they are called.',
    values: {
      '#namespace':: { help: 'namespace of the objects; the tenant or the stack says the default', legal: 'name' },
      namespace: if common.environment.tenancy == null then common.environment.stack.namespace else common.environment.tenancy.namespace,
      '#prefix':: { help: 'what the names of all objects begin with, so that they overwrite nothing', legal: 'prefix' },
      prefix: if common.environment.tenant == null then 'mixgen-' else common.environment.tenant + '-',
      '#multi_cluster':: 'whether series of several clusters meet in one Prometheus, told apart by a label: only then do texts and dashboards name the cluster',
      multi_cluster: false,
      '#grafana':: 'where Grafana is, such as https://grafana.example.org: alerts then link their dashboard; empty: they do not',
      grafana: '',
      '#interval':: { help: 'how often targets are scraped', legal: 'duration' },
      interval: '30s',
      '#dashboards':: {
        help: 'how dashboards reach Grafana: ConfigMaps for its sidecar, or as volumes of the Grafana that mode `install` brings, or also GrafanaDashboard objects for grafana-operator',
        oneOf: ['sidecar', 'mounted', 'operator'],
      },
      dashboards: common.environment.stack.dashboards,
      '#matchers':: { help: "matchers for every selector of all rules and dashboards, as `{ cluster: 'one' }`; they become labels of alerts and recorded series, too", map: true, items: 'string' },
      matchers: {},
      '#folder':: { help: 'Grafana folder of a dashboard; `%s` is the part it belongs to', type: 'string' },
      folder: '%s',
      '#uids':: { help: 'what the uids and titles of all dashboards end in, where one Grafana shows those of several environments', legal: 'suffix' },
      uids: if common.environment.tenant == null then '' else common.environment.tenant,
      '#runbooks':: 'where the runbooks of our mixins are: `{component}` and `{alert}`, in lower case, are filled in',
      runbooks: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',
    },
  },

  labels: {
    name: 'labels',
    help: 'Labels to add.',
    values: {
      '#alerts':: { help: 'labels of every alert', map: true, items: 'string' },
      alerts: {},
      '#objects':: { help: 'labels of every Kubernetes object', map: true, items: 'string' },
      objects: {},
    },
  },

  routing: {
    name: 'routing',
    help: 'How alerts are grouped into messages, which keep others quiet, and when.',
    values: {
      '#group_by':: { help: 'alerts that agree in these labels share a message', items: 'string' },
      group_by: ['cluster', 'namespace', 'alertname'],
      '#group_wait':: { help: 'how long to wait for more alerts before the first message', legal: 'duration' },
      group_wait: '30s',
      '#group_interval':: { help: 'how long to wait before telling of changes in a group', legal: 'duration' },
      group_interval: '5m',
      '#repeat_interval':: { help: 'how long to wait before repeating a message', legal: 'duration' },
      repeat_interval: '12h',
      '#silent':: { help: 'alerts without a message of their own: only a channel that asks for one by name gets it', items: 'string' },
      silent: ['InfoInhibitor', 'Watchdog'],
      '#inhibit':: 'whether what is critical keeps the warnings of the same alert quiet, warnings what is only information, and a cause its symptoms',
      inhibit: true,
      '#inhibitions':: { help: 'further inhibitions by name: `{ source, target, equal }`, where `source` and `target` hold labels', map: true, items: 'object' },
      inhibitions: {},
      '#time_intervals':: { help: "times by name, in Alertmanager's shape, for `active` and `mute` of channels: `{ nights: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }] }`", map: true, items: 'array' },
      time_intervals: {},
    },
  },

  alerts: {
    name: 'alerts',
    help: 'Changes to single alerts, by name.',
    '#free':: |||
      Its values are the names of alerts, so nothing is declared:
      `values: { alerts: { Name: override } }`. An override is an object with
      any of `for`, `keep_firing_for`, `severity`, `threshold`, `expr`,
      `labels`, `annotations` (null takes one away), or
      `disabled: { reason, until }`, where `until` is a date that may be left
      out. Where several alerts share the name it also has `where` (labels,
      `group` or `part` that tell them apart) or `all: true`. An array holds
      several overrides.
    |||,
    free: true,
    values: {},
  },

  plain: {
    local plain = self,
    name: 'plain',
    help: 'What the target `plain` must know of the machines that run its programs.',
    values: {
      '#discovery':: {
        help: 'how pods and Services are found: from Kubernetes, or in files that somebody writes, `targets/<name>/*.yml`',
        oneOf: ['files', 'kubernetes'],
      },
      discovery: if plain.environment.platform == null then 'files' else 'kubernetes',
      '#kubeconfig':: 'file by which Prometheus reaches Kubernetes; empty where it runs in the cluster',
      kubeconfig: 'secrets/kubeconfig',
      '#token':: 'file with the token for targets that ask for one',
      token: 'secrets/kubernetes-token',
      '#prometheus':: 'where Grafana finds Prometheus',
      prometheus: 'http://localhost:9090',
      '#alertmanagers':: { help: 'where Prometheus finds Alertmanager, `host:port` each', items: 'string' },
      alertmanagers: ['localhost:9093'],
    },
  },
}
