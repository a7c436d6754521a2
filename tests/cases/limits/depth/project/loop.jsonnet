local f(n) = 1 + f(n + 1);
{ a: f(0) }
