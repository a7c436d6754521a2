std.length(import 'deep.json')
