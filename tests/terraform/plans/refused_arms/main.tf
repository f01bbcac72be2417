output "x" { value = true ? "a" : ["b"] }
