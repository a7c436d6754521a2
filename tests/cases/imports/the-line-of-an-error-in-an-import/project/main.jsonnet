local lib = import 'lib.libsonnet';

{
  a: lib.f(0),
}
