{ a: { spec: { groups: [{ name: function(x) x }] } } }
