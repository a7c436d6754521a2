function(x=1) [c for a in [1] for b in [x] for c in [b]]
