{ 'a.json': { x: 1 }, 'b.yml': { y: [1, 2] }, c: { z: 'no' } }
