resource "terraform_data" "x" { input = { a = 1 } }
resource "terraform_data" "none" { count = 0 }
locals {
  object = { a = { b = 1 } }
  list   = ["only"]
}
output "first" { value = try(local.object.a.b, "no") }
output "second" { value = try(local.object.x.b, local.object.a, "no") }
output "last" { value = try(local.object.x, local.object.y, "no") }
output "unknown" { value = try(terraform_data.x.id, "no") }
output "missing" { value = try(terraform_data.none[0].id, "none") }
output "can" { value = [can(local.object.a.b), can(local.object.x), can(tonumber("x")), can(tonumber("1"))] }
output "can_unknown" { value = can(terraform_data.x.id) }
output "can_number_unknown" { value = can(tonumber(terraform_data.x.id)) }
output "can_none" { value = can(terraform_data.none[0]) }
output "one" { value = [one(local.list), one([]) == null, one(toset(["s"]))] }
output "one_unknown" { value = one([terraform_data.x.id]) }
output "one_none" { value = one(terraform_data.none[*].id) == null }
output "too_many" { value = try(one([1, 2]), "too many") }
output "regex" { value = try(regex("z+", "abc"), "no match") }
output "nested" { value = try(try(local.object.q, local.object.r), "outer") }
output "converted" { value = try(tomap({ a = 1, b = [] }), "no map") }
output "null" { value = try(null, "never") == null }
output "null_attribute" { value = try(local.object.a.b.c, "not an object") }
