{ 'boards.json': (import 'mixgen-vendor/node/mixin.libsonnet').grafanaDashboards }
