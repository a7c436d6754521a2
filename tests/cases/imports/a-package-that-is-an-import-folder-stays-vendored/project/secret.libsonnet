'seen'
