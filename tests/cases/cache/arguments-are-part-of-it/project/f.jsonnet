function(x) { a: { x: x } }
