(import 'more.libsonnet') + { a: { x: 1 } }
