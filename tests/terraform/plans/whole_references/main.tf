resource "terraform_data" "one" { input = { a = "x" } }
resource "terraform_data" "counted" {
  count = 2
  input = count.index
}
resource "terraform_data" "each" {
  for_each         = toset(["k"])
  triggers_replace = each.key
}
module "m" {
  source = "./inner"
}
module "n" {
  source = "./inner"
  count  = 2
  value  = count.index
}
module "taker" {
  source = "./taker"
  whole  = module.m
  data   = terraform_data.one
}
output "one" { value = terraform_data.one }
output "counted" { value = terraform_data.counted }
output "each" { value = terraform_data.each }
output "module" { value = module.m }
output "modules" { value = module.n }
output "keys" { value = keys(module.m) }
output "looked_up" { value = lookup(module.m, "missing", "none") }
output "json" { value = jsonencode(module.m.plain) }
output "merged" { value = merge(module.m, { more = 1 }).plain }
output "for" { value = [for k, v in module.m : k] }
output "taken" { value = module.taker.out }
output "equal" { value = module.m == null }
output "attribute" { value = module.m["plain"] }
