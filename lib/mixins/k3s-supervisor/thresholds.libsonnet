// The key of `_config` that an alert compares with: what `threshold` changes. Each belongs to one
// alert alone.
{
  alertThresholds+:: {
    K3sDatastoreErrors: 'k3sDatastoreErrorsPercent',
    K3sDatastoreSlow: 'k3sDatastoreSeconds',
  },
}
