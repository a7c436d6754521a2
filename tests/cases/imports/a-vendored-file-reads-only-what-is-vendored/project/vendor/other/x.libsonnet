{ other: 2 }
