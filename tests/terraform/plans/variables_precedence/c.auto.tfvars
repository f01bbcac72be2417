f = "c auto f"
g = "c auto g"
h = "c auto h"
