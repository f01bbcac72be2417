g = "first g"
j = "first j"
k = "first k"
l = "first l"
