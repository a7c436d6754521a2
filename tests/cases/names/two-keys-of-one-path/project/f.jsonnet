{ a: 1, 'a.yaml': 2 }
