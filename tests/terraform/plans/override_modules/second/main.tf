variable "name" {}
variable "size" { default = 0 }
output "text" { value = "second ${var.name} ${var.size}" }
