{ name: 'b', patch: { common: { values+: { interval: '60s' } } } }
