// The key of `_config` that an alert compares with, by severity where there are several: what
// `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    NatsConnectionsNearLimit: 'natsConnectionsPercent',
    NatsJetStreamAckPendingHigh: 'natsAckPendingMessages',
    NatsJetStreamApiErrors: 'natsApiErrorsPercent',
    NatsJetStreamConsumerLag: 'natsPendingMessages',
    NatsJetStreamMemoryAlmostFull: 'natsMemoryPercent',
    NatsJetStreamMirrorLag: 'natsMirrorLagMessages',
    NatsJetStreamRedeliveries: 'natsRedeliveredMessages',
    NatsJetStreamStorageAlmostFull: { warning: 'natsStorageWarningPercent', critical: 'natsStorageCriticalPercent' },
    NatsPendingBytesHigh: 'natsPendingBytesPercent',
    NatsServerRestarting: 'natsRestartsPerHour',
    NatsSlowConsumers: 'natsSlowConsumersPer15Minutes',
  },
}
