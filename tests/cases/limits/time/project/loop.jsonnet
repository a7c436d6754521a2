{ a: std.foldl(function(sum, i) sum + i % 7, std.range(1, 1000000000), 0) }
