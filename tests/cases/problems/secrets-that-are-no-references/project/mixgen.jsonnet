local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['sns', 'webhook'],
    values: {
      sns: { topic_arn: 'arn:aws:sns:eu-west-1:123456789012:alerts', region: 'eu-west-1', credentials: { secret: 'aws', access_key: 'id' } },
      webhook: { token: { name: 'hook', key: 'token' }, url+: { key: '' }, repeat_interval: '5' },
    },
  },
})
