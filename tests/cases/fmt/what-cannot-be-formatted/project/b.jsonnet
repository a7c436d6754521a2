{ a: 'open }
