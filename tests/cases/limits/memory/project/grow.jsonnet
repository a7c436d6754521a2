{ a: std.foldl(function(s, _) s + s, std.range(1, 60), 'x') }
