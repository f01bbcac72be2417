variable "value" { default = "v" }
resource "terraform_data" "r" { input = var.value }
output "plain" { value = var.value }
output "id" { value = terraform_data.r.id }
output "list" { value = [var.value, terraform_data.r.output] }
