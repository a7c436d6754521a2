// Text for values that the chart passes through `tpl`: `{{` begins a template
// there, so it is written as one that prints it.
local escaped(value) =
  if std.isString(value) then std.strReplace(value, '{{', '{{ "{{" }}')
  else if std.isArray(value) then [escaped(item) for item in value]
  else if std.isObject(value) then { [key]: escaped(value[key]) for key in std.objectFields(value) }
  else value;

escaped
