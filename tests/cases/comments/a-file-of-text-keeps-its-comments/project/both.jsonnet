/** both **/ { code: import 'other.libsonnet', text: importstr 'other.libsonnet', bytes: std.length(importbin 'other.libsonnet') }
