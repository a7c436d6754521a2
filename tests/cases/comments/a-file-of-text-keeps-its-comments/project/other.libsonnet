/** kept **/ { a: 1 } /** as it is **/
