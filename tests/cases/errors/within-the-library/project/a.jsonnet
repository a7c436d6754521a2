(import 'mixgen/lib/text.libsonnet').isName(1)
