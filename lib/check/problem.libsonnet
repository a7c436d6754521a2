// Problems are data: `{ stage, code, environment, path, part, … }`. `path`
// leads into the user's environment object, so that a tool can point at the
// line; it is null where no line is at fault. `part` says who complains.
{
  '#new':: 'A function that makes problems of one stage of one environment.',
  new(stage, environment):: function(code, path, part=null, data={}) {
    stage: stage,
    code: code,
    environment: environment,
    path: path,
    part: part,
  } + data,

  '#sorted':: 'In an order that depends on nothing but their content.',
  sorted(problems):: std.set(problems, function(p) std.manifestJsonMinified([p.stage, p.environment, p.path, p.code, p])),

  '#typeOf':: 'The type of a value in the words of a message.',
  typeOf(value):: if value == null then 'nothing' else std.type(value),
}
