{ 'a.yaml': { kind: 'A' } }
