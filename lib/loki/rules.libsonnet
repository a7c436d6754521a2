// Rules in LogQL, for Loki's ruler.
{
  '#of':: 'Groups by part, of those that have any.',
  of(model):: {},
}
