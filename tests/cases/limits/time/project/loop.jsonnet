local f(n) = f(n + 1) tailstrict;
{ a: f(0) }
