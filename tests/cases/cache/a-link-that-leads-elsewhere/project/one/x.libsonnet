{ from: 1 }
