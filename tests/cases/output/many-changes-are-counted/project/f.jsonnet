{ ['f%d' % i]: {} for i in std.range(1, 11) } + { more: 1 }
