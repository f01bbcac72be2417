locals {
  people = {
    "b.c"     = { age = 3, tags = ["x"] }
    "a \"q\"" = { age = 4, tags = [] }
    "ü/é"     = { age = 5, tags = ["y", "z"] }
    "$${x}"   = { age = 6, tags = ["y"] }
  }
  pairs = flatten([for name, p in local.people : [for tag in p.tags : { name = name, tag = tag }]])
}
resource "terraform_data" "person" {
  for_each = local.people
  input    = "${each.key}=${each.value.age}"
}
resource "terraform_data" "pair" {
  for_each = { for p in local.pairs : "${p.name}/${p.tag}" => p }
  input    = each.value
}
resource "terraform_data" "set" {
  for_each         = toset(["one", "two", "one", 3])
  input            = each.key
  triggers_replace = each.value
}
resource "terraform_data" "none" {
  for_each = {}
  input    = each.key
}
resource "terraform_data" "filtered" {
  for_each = { for k, v in local.people : k => v if v.age > 4 }
  input    = { key = each.key, value = each.value }
}
output "people" { value = { for k, v in terraform_data.person : k => v.input } }
output "values" { value = values(terraform_data.set)[*].input }
output "keys" { value = keys(terraform_data.pair) }
output "ids" { value = { for k, v in terraform_data.set : k => v.id } }
output "none" { value = terraform_data.none }
output "one" { value = terraform_data.person["b.c"].input }
output "contains" { value = [contains(keys(terraform_data.set), "one"), can(terraform_data.set["four"])] }
