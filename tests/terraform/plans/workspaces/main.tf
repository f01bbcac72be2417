locals {
  sizes = { default = 1, staging = 2, production = 3 }
  size  = lookup(local.sizes, terraform.workspace, 0)
}
resource "terraform_data" "w" {
  count = terraform.workspace == "production" ? 3 : local.size
  input = "${terraform.workspace}-${count.index}"
}
resource "terraform_data" "production" {
  count = terraform.workspace == "production" ? 1 : 0
}
module "inner" {
  source = "./inner"
}
output "workspace" { value = terraform.workspace }
output "inner" { value = module.inner.workspace }
