variable "name" {}
resource "terraform_data" "s" { input = var.name }
output "out" { value = var.name }
