{ 'a.yaml': { a: 1 } }
