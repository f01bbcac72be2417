variable "name" {}
variable "size" { default = 0 }
output "text" { value = "first ${var.name} ${var.size}" }
