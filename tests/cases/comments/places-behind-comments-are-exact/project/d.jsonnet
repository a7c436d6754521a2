/** ** **/ { a: importstr /** why **/ 'nothing.txt' }
