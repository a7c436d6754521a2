{ a: error 'wrong' }
