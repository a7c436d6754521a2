{ a: { bell: '\u0007', bidi: 'a\u202eb', emoji: '🚀', newline: 'a\r\nb\n' } }
