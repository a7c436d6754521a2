{ a: { password: 'p' + std.md5('look-alike') } }
