// Loki: whether logs get in and out, are kept and are deleted again, and its ruler.
(import 'config.libsonnet') +
(import 'alerts.libsonnet')
