{ a: import 'x.libsonnet' }
