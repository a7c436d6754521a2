{ a: { text: std.repeat('x', 1500000) } }
