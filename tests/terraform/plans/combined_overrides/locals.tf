locals { more = ["a", "b"] }
