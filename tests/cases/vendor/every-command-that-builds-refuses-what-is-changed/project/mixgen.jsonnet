{ 'a.yaml': { from: (import 'mixin/mixin.libsonnet').from } }
