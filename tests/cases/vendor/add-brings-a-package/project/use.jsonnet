{ 'a.yaml': { from: (import 'example.org/team/base/mixin/mixin.libsonnet').from } }
