// One recording rule; `labels` may be absent.
function(record, expr, labels={}) {
  record: record,
  expr: std.rstripChars(expr, '\n'),
  [if labels != {} then 'labels']: labels,
}
