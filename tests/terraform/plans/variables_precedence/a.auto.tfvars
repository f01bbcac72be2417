d = "a auto d"
e = "a auto e"
f = "a auto f"
g = "a auto g"
