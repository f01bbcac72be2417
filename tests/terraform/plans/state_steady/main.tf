resource "terraform_data" "a" { input = { x = 1 } }
resource "terraform_data" "b" {
  count            = 2
  input            = "${terraform_data.a.id}-${count.index}"
  triggers_replace = terraform_data.a.output.x
}
resource "terraform_data" "c" {
  for_each = { for i, b in terraform_data.b : "k${i}" => b.id }
  input    = each.value
}
module "m" {
  source = "./inner"
  ids    = [for c in terraform_data.c : c.output]
}
output "ids" { value = [terraform_data.a.id, terraform_data.b[*].id] }
output "output" { value = terraform_data.a.output }
output "module" { value = module.m.out }
