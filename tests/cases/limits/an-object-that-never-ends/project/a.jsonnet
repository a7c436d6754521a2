local o = { a: o { b: 1 } };
o
