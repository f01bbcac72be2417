variable "kept" {
  type    = string
  default = "default"
}
variable "nullable" {
  type     = string
  default  = null
  nullable = true
}
module "given_null" {
  source = "./inner"
  a      = null
  b      = null
  c      = null
  d      = null
}
module "defaults" {
  source = "./inner"
  d      = ["e"]
}
output "kept" { value = var.kept }
output "is_null" { value = var.nullable == null }
output "given_null" { value = module.given_null.all }
output "defaults" { value = module.defaults.all }
output "chosen" { value = coalesce(var.nullable, "fallback") }
