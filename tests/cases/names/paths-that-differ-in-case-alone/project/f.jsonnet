{ 'A.yaml': 1, 'a.yaml': 2, 'Sub/x.yaml': 3, 'sub/y.yaml': 4 }
