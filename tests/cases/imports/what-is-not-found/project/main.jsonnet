local x = import 'no/such.libsonnet';
x
