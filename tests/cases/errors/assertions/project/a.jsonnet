{
  replicas: 2,
  assert self.replicas % 2 == 1 : 'replicas must be odd, got %d' % self.replicas,
}
