{ a: null, 'b.yaml': [{}, null], c: { fine: true } }
