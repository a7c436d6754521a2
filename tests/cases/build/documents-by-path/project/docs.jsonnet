{
  'plain': { kind: 'ConfigMap', apiVersion: 'v1', data: { b: 'no', a: '1.0' } },
  'rules/etcd.yaml': { groups: [{ name: 'etcd', rules: [{ alert: 'A', expr: 'up == 0\n  or x', 'for': '5m' }] }] },
  'dashboards/one.json': { uid: 'one', panels: [1, 2.5, 1e30], title: 'One' },
  'list.yml': [{ kind: 'A' }, { kind: 'B' }],
  'list.json': [{ kind: 'A' }, { kind: 'B' }],
  'text.yaml': '# as it is\na:   1\n',
  'empty.yaml': [],
  'README.md': { md: 'gets .yaml appended' },
  c: { z: null, y: {}, x: [] },
}
