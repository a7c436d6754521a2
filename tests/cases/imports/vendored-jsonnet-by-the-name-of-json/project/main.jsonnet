import 'boards/mixin.libsonnet'
