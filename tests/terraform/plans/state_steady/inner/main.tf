variable "ids" {}
resource "terraform_data" "x" { input = var.ids }
output "out" { value = terraform_data.x.output }
