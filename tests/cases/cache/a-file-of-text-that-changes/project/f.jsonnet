{ a: { text: importstr 'text.txt' } }
