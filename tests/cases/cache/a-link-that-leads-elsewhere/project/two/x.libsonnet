{ from: 2 }
