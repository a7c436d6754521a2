(import 'mixin/mixin.libsonnet') { top: 1 }
