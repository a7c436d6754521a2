/** größer **/ { a: /** x **/ error 'here' }
