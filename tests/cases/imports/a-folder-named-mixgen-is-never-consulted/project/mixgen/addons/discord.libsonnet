{ name: 'mine' }
