output "text" { value = "second overridden ${var.name} ${var.size}" }
