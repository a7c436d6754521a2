(import 'data.json') + { text: std.length(importstr 'data.json') }
