// Helpers for the objects of one component of the stack: names, labels and
// what is the same in all workloads.
local dashboards = import '../objects/dashboards.libsonnet';

// A key whose value is null is left out.
local withoutNulls(object) = { [key]: object[key] for key in std.objectFields(object) if object[key] != null };

function(model, tools, part) {
  local kit = self,
  local facts = model.platform.facts,
  model: model,
  part: part,
  namespace: model.common.namespace,
  facts: facts,
  '#withoutNulls':: 'An object without the keys that are null.',
  withoutNulls: withoutNulls,

  '#nameOf':: 'The name that objects of a component have in the cluster.',
  nameOf(part):: model.common.prefix + part,
  name: kit.nameOf(part),

  '#selects':: 'Labels that tell the pods of a component from all others.',
  selects(part):: { 'app.kubernetes.io/name': part, 'app.kubernetes.io/instance': kit.nameOf(part) },

  '#labels':: 'Labels of all objects and pods of the component.',
  labels: kit.meta().labels,

  '#meta':: 'Metadata; `suffix` tells several objects of one kind apart.',
  meta(suffix='', namespace=kit.namespace, annotations={})::
    tools.meta(part, part + suffix, namespace, kit.selects(part), annotations),
  '#clusterMeta':: 'Metadata of an object that belongs to no namespace.',
  clusterMeta(suffix='')::
    local meta = kit.meta(suffix);
    { [key]: meta[key] for key in std.objectFields(meta) if key != 'namespace' } { name: '%s-%s' % [meta.name, kit.namespace] },

  '#documents':: 'Objects by path: each is called after its kind, and after its key where that is not empty.',
  documents(objects):: {
    ['%s/%s.yaml' % [part, file]]: objects[file]
    for file in std.objectFields(objects)
    if objects[file] != null
  },

  '#dashboards':: 'The ConfigMaps of all dashboards of the environment.',
  dashboards()::
    local documents = dashboards(model, tools);
    [
      documents[path]
      for path in std.objectFields(documents)
      if std.endsWith(path, '.yaml') && documents[path].kind == 'ConfigMap'
    ],

  '#image':: 'An image with its tag.',
  image(values, format='%s:v%s'):: format % [values.image, values.version],

  '#podSecurity':: 'The security context of a pod that needs no rights: `id` is the user and group of its image.',
  podSecurity(id, volumes=true):: {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    [if facts.fixedIds then 'runAsUser']: id,
    [if facts.fixedIds then 'runAsGroup']: id,
    [if facts.fixedIds && volumes then 'fsGroup']: id,
  },
  '#containerSecurity':: 'The security context of a container that needs no rights.',
  containerSecurity: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },

  '#apart':: 'Replicas stand on different nodes where there are enough.',
  apart(replicas, labels=kit.selects(part))::
    if replicas < 2 then null
    else {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
          },
        ],
      },
    },

  '#linux':: 'No image here runs on another system.',
  linux: { 'kubernetes.io/os': 'linux' },

  serviceAccount(automount=false):: {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: kit.meta(),
    automountServiceAccountToken: automount,
  },

  '#pods':: 'The template of pods: `spec` is a pod without what is the same in all of them.',
  pods(id, spec, annotations={}, volumes=true):: {
    metadata: { labels: kit.labels, [if annotations != {} then 'annotations']: annotations },
    spec: {
      automountServiceAccountToken: false,
      nodeSelector: kit.linux,
      securityContext: kit.podSecurity(id, volumes),
      serviceAccountName: kit.name,
    } + withoutNulls(spec),
  },

  deployment(template, replicas=1, strategy=null):: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: kit.meta(),
    spec: withoutNulls({
      replicas: replicas,
      selector: { matchLabels: kit.selects(part) },
      strategy: strategy,
      template: template,
    }),
  },

  '#statefulSet':: 'One pod with a directory of its own: the volume `data`, kept where `values.storage` is set.',
  statefulSet(template, values)::
    local kept = values.storage != null;
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: kit.meta(),
      spec: {
        replicas: 1,
        selector: { matchLabels: kit.selects(part) },
        serviceName: kit.name,
        template: if kept then template else template { spec+: { volumes+: [{ name: 'data', emptyDir: {} }] } },
        [if kept then 'volumeClaimTemplates']: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'data' },
            spec: kit.claim(values),
          },
        ],
      },
    },

  '#daemonSet':: 'A pod on every node.',
  daemonSet(template):: {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: kit.meta(),
    spec: { selector: { matchLabels: kit.selects(part) }, template: template },
  },

  '#configMap':: 'Files by name.',
  configMap(files, suffix='-config'):: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: kit.meta(suffix),
    data: files,
  },
  '#digest':: 'An annotation of pods that makes them new when their files change.',
  digest(files):: { 'mixgen.io/config': std.md5(std.manifestJsonMinified(files)) },

  '#service':: 'A Service; `ports` is `{ name: number }`, the ports of the pods have the same names.',
  service(ports, headless=false, sticky=false):: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: kit.meta(),
    spec: {
      [if headless then 'clusterIP']: 'None',
      [if sticky then 'sessionAffinity']: 'ClientIP',
      ports: [{ name: name, port: ports[name], targetPort: name } for name in std.objectFields(ports)],
      selector: kit.selects(part),
    },
  },

  '#monitor':: 'A ServiceMonitor for the Service of the component; `endpoints` by port.',
  monitor(endpoints, labels=kit.selects(part), namespace=kit.namespace, suffix='', more={}, spared=kit.spared(part, { job: part })):: {
    apiVersion: tools.group + '/v1',
    kind: 'ServiceMonitor',
    metadata: tools.meta(part, part + suffix, kit.namespace, model.stack.labels.monitors),
    spec: {
      endpoints: [
        { port: port, interval: model.common.interval } + endpoints[port] + spared
        for port in std.objectFields(endpoints)
      ],
      [if kit.limit != null then 'sampleLimit']: kit.limit,
      jobLabel: 'app.kubernetes.io/name',
      [if namespace != kit.namespace then 'namespaceSelector']: { matchNames: [namespace] },
      selector: { matchLabels: labels },
    } + more,
  },

  '#spared':: 'Relabelings of an endpoint that drop what nobody reads; `kind` says what it is, its series have `labels`, and `gone` are dropped already.',
  spared(kind, labels, gone=[])::
    local relabelings = model.spare.crd(model.spare.of(kind, labels, gone));
    { [if relabelings != [] then 'metricRelabelings']+: relabelings },
  '#limit':: 'Samples that a target of the cluster or the stack may have; null: any number.',
  limit: model.spare.limit('cluster'),

  '#from':: 'Peers of a NetworkPolicy: the pods of components of the stack.',
  from(parts):: [
    { podSelector: { matchLabels: kit.selects(name) } }
    for name in parts
    if std.objectHas(model.install, name)
  ],

  '#made':: 'Components whose workloads one file here makes, whatever they are called.',
  made(installer):: [name for name in std.objectFields(model.installers) if model.installers[name] == installer],

  '#peers':: 'Peers of a NetworkPolicy: components of ours, and those of the stack wherever it runs and whoever brought it.',
  peers(parts)::
    local ofStack = ['alertmanager', 'grafana', 'prometheus'];
    local ours = model.mode == 'install' && model.target == 'crd';
    local home = if model.mode == 'install' then kit.namespace else model.stack.home;
    kit.from([name for name in parts if ours || !std.member(ofStack, name)]) + (
      if ours || std.setInter(std.set(parts), ofStack) == [] then []
      else [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': home } } }]
    ),

  '#networkPolicy':: 'Who may reach the pods: `{ port: [peer] }`; nobody else may.',
  networkPolicy(allowed):: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: kit.meta(),
    spec: {
      ingress: [
        { from: allowed[port], ports: [{ port: std.parseInt(port), protocol: 'TCP' }] }
        for port in std.objectFields(allowed)
        if allowed[port] != []
      ],
      podSelector: { matchLabels: kit.selects(part) },
      policyTypes: ['Ingress'],
    },
  },

  '#budget':: 'A PodDisruptionBudget, where there is more than one pod to keep.',
  budget(replicas)::
    if replicas < 2 then null
    else {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: kit.meta(),
      spec: { maxUnavailable: 1, selector: { matchLabels: kit.selects(part) } },
    },

  clusterRole(rules):: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: kit.clusterMeta(),
    rules: rules,
  },
  clusterRoleBinding():: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: kit.clusterMeta(),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: kit.clusterMeta().name },
    subjects: [{ kind: 'ServiceAccount', name: kit.name, namespace: kit.namespace }],
  },
  role(namespace, rules):: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: kit.meta(namespace=namespace),
    rules: rules,
  },
  roleBinding(namespace):: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: kit.meta(namespace=namespace),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: kit.name },
    subjects: [{ kind: 'ServiceAccount', name: kit.name, namespace: kit.namespace }],
  },
  '#roles':: 'A Role and its binding in each of some namespaces.',
  roles(namespaces, rules):: {
    [kind + (if namespace == kit.namespace then '' else '-' + namespace)]: if kind == 'role' then kit.role(namespace, rules) else kit.roleBinding(namespace)
    for kind in ['role', 'role-binding']
    for namespace in namespaces
  },

  '#volumeClaim':: 'Storage of a custom resource of the operator: a claim, or the disk of the node.',
  volumeClaim(values)::
    if values.storage == null then null
    else { volumeClaimTemplate: { spec: kit.claim(values) } },
  '#claim':: 'What a claim for a volume says.',
  claim(values):: withoutNulls({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: values.storage } },
    storageClassName: values.storage_class,
  }),
}
