(import '../a.libsonnet') + {}
