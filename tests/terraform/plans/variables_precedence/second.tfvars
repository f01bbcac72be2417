j = "second j"
k = "second k"
l = "second l"
