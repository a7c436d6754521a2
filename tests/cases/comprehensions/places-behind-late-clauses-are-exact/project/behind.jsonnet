[[c for a in [1] for b in [2] for c in [b] for d in [c]], 'ä' + missing, 1]
