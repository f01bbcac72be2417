module "a" {
  source  = "./inner"
  enabled = true
}
module "b" {
  source  = "./inner"
  enabled = false
}
module "c" {
  source  = "./inner"
  count   = 0
  enabled = true
}
output "a" { value = module.a.name }
output "a_id" { value = module.a.id }
output "b" { value = module.b.name }
output "b_id" { value = module.b.id == null }
output "c" { value = one(module.c[*].name) == null }
output "c_length" { value = length(module.c) }
output "either" { value = coalesce(module.b.name, module.a.name) }
output "wired" { value = module.a.wired }
