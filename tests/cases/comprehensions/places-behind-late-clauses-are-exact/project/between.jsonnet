/***/ [
  d for a in [1] for b in [2]
  for c in (if b == 2 then error 'bottom') for d in [c]
]
