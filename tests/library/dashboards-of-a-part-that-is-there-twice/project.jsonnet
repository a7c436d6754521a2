local mixgen = import 'mixgen/main.libsonnet';

local documents = mixgen.environments({
  k3d: { components: ['etcd', 'nats', (import 'mixgen/components/nats.libsonnet') { name: 'edge' }] },
}).k3d;
local boards = [documents[path] for path in std.objectFields(documents) if std.startsWith(path, 'dashboards/')];
local second = documents['edge/dashboard-nats-server.yaml'];
{
  uids: [board.uid for board in boards],
  titles: [board.title for board in boards],
  links: [link.url for board in boards for link in board.links if link.type == 'link'],
  key: std.objectFields(second.data),
  text: std.parseJson(std.objectValues(second.data)[0]) == documents['dashboards/edge/nats-server.json'],
}
