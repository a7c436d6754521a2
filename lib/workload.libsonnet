// What the components have in common that can bring a workload of their own
// beside the stack: where it is, how it is scraped and reached. Each has the
// values `install`, `namespace` and `selector`, and names what makes its
// objects in `model.installer`.
{
  local workload = self,

  '#wanted':: 'Default of `install`: with the stack.',
  wanted(c):: c.environment.mode == 'install',

  '#isLocal':: 'Whether it is a program on the machine of the others, started by hand.',
  isLocal(c):: c.values.install && c.environment.target == 'plain',

  '#namespace':: 'Default of `namespace`: that of the objects, or `there` where it is there already.',
  namespace(c, there):: if c.values.install then c.environment.common.namespace else there,

  '#selector':: 'Default of `selector`: the labels of our pods, or `there` where it is there already.',
  selector(c, there)::
    if !c.values.install then there
    else { 'app.kubernetes.io/name': c.name, 'app.kubernetes.io/instance': c.environment.common.prefix + c.name },

  '#address':: 'Where what we bring is reached, `host:port`; null where it is there already.',
  address(c, port)::
    if !c.values.install then null
    else if c.environment.target == 'plain' then 'localhost:%d' % port
    else '%s%s.%s.svc:%d' % [c.environment.common.prefix, c.name, c.values.namespace, port],

  '#url':: 'The same as a URL.',
  url(c, port)::
    local address = workload.address(c, port);
    if address == null then null else 'http://' + address,

  '#scrape':: 'Its scrape target; `name` and `number` are those of the port.',
  scrape(c, name, number, more={})::
    (
      if workload.isLocal(c) then { from: 'static', targets: ['localhost:%d' % number] }
      else { from: 'pods', namespace: c.values.namespace, selector: c.values.selector, port: name }
    ) + { path: '/metrics' } + more,
}
