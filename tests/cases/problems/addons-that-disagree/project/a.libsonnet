{ name: 'a', patch: { common: { values+: { interval: '30s' } } } }
