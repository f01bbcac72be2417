variable "name" {}
module "sub" {
  source = "./sub"
  name   = "sub-${var.name}"
}
resource "terraform_data" "n" { input = var.name }
output "out" { value = [module.sub.out, path.module] }
