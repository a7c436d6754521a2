{ 'a.yaml': 1, 'a.yaml/b.yaml': 2 }
