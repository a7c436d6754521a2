local f(n) = { a: f(n + 1).a };
f(0)
