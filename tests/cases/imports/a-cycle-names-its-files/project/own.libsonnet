import 'own.libsonnet'
