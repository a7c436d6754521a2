'mine'
