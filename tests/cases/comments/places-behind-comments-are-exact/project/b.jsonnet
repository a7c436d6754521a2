/** one **/ local x = 1; /** two **/ y
