variable "nothing" { default = null }
resource "terraform_data" "a" {
  input            = null
  triggers_replace = { a = null, b = [null, 1] }
}
resource "terraform_data" "b" {
  input = var.nothing
}
resource "terraform_data" "c" {
  input = var.nothing == null ? "set" : null
}
module "m" {
  source = "./inner"
  a      = null
  b      = var.nothing
}
output "module" { value = module.m.out }
output "equal" { value = [null == null, var.nothing == null, "x" == null, [] == null] }
output "coalesce" { value = coalesce(var.nothing, "", "x") }
output "list" { value = [null, 1, null] }
output "map" { value = { a = null } }
output "typed" { value = tolist([null, "a"]) }
output "compact" { value = compact(["a", "", null]) }
output "merge" { value = merge({ a = 1 }, null, { a = null, b = null }) }
output "try" { value = try(var.nothing.a, "null has nothing") }
output "template" { value = try("x${var.nothing}", "null in a template") }
output "length" { value = can(length(var.nothing)) }
output "for" { value = [for x in [1, null] : x if x != null] }
output "conditional" { value = (true ? null : "x") == null }
output "object" { value = { a = var.nothing, b = { c = null } } }
output "jsonencode" { value = jsonencode({ a = null, b = var.nothing }) }
output "lookup" { value = lookup({ a = null }, "a", "default") == null }
