output "x" { value = try(var.nothing, "never") }
