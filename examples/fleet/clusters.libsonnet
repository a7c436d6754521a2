// One row a cluster: what it is, and what differs there.
{
  'eu-shop': { platform: 'eks', stage: 'production', components: ['cockroachdb', 'nats'] },
  'eu-search': { platform: 'eks', stage: 'production', components: ['etcd'] },
  'us-shop': { platform: 'gke', stage: 'production', components: ['cockroachdb', 'nats'] },
  'us-search': { platform: 'gke', stage: 'production', components: ['etcd'] },
  'eu-staging': { platform: 'eks', stage: 'staging', components: ['cockroachdb', 'etcd', 'nats'] },
  'edge-01': { platform: 'k3s', stage: 'edge', components: ['kubernetes', 'nats'] },
  'edge-02': {
    platform: 'k3s',
    stage: 'edge',
    components: ['kubernetes', 'nats'],
    // Behind a slow uplink, consumers lag.
    values: { alerts+: { NatsJetStreamConsumerLag: { 'for': '1h' } } },
  },
}
