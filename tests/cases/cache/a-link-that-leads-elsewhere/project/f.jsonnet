{ a: import 'link/x.libsonnet' }
