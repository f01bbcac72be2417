variable "name" {}
module "node" {
  source = "../../four"
  config = { name = upper(var.name) }
}
output "name" { value = module.node.name }
output "id" { value = module.node.id }
