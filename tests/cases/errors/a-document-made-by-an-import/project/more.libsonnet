{
  b: { spec: { replicas: 1 + {} } },
}
