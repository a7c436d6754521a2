// The key of `_config` that an alert compares with: what `threshold` changes.
{
  alertThresholds+:: {
    OtelCollectorExportFails: 'otelCollectorFailedPercent',
    OtelCollectorQueueFilling: 'otelCollectorQueuePercent',
    OtelCollectorQueueOverflows: 'otelCollectorLostPercent',
    OtelCollectorRefuses: 'otelCollectorRefusedPercent',
    OtelCollectorRestarting: 'otelCollectorRestartsPerHour',
  },
}
