resource "terraform_data" "base" {
  for_each = { a = 1, b = 2 }
  input    = each.value
}
resource "terraform_data" "next" {
  for_each         = terraform_data.base
  input            = [each.key, each.value.input]
  triggers_replace = each.value.id
}
module "m" {
  source   = "./inner"
  for_each = terraform_data.next
  value    = each.value.input
  id       = each.value.id
}
module "n" {
  source   = "./inner"
  for_each = module.m
  value    = each.value.value
  id       = each.value.id
}
resource "terraform_data" "last" {
  for_each = module.n
  input    = { value = each.value.value, id = each.value.id, key = each.key }
}
output "values" { value = { for k, v in module.n : k => v.value } }
output "all" { value = [for k, v in terraform_data.last : v.input] }
output "count" { value = length(module.n) }
