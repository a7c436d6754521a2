{ f(x):: x }.f
