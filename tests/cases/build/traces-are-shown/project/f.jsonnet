{ a: std.trace('looking at a', 1), b: std.trace('b\u001b[31m', 2) }
