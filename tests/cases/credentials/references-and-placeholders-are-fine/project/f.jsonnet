{ a: { password: '${PASSWORD}', token: '<token>', apiKey: { secretKeyRef: { name: 'x', key: 'y' } }, password_file: '/etc/secret/password' } }
