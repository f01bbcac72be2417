variable "enabled" { type = bool }
resource "terraform_data" "x" {
  count = var.enabled ? 1 : 0
  input = "named"
}
module "deeper" {
  source = "./deeper"
  in     = { first = one(terraform_data.x[*].input), rest = terraform_data.x[*].id }
}
output "name" { value = try(terraform_data.x[0].input, null) }
output "id" { value = one(terraform_data.x[*].id) }
output "wired" { value = module.deeper.out }
