variable "s" {}
resource "terraform_data" "in" { input = var.s }
