variable "value" {}
variable "id" {}
output "value" { value = [var.value[0], var.value[1] * 10] }
output "id" { value = var.id }
