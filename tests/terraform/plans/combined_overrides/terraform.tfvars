size = "4"
