module "m" {
  source = "./first"
  name   = "original"
  size   = 1
}
module "n" {
  source   = "./first"
  for_each = toset(["a", "b"])
  name     = each.key
}
output "m" { value = module.m.text }
output "n" { value = { for k, v in module.n : k => v.text } }
