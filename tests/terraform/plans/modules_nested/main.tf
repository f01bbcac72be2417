variable "regions" {
  default = {
    east = { zones = ["a", "b"], size = 1 }
    west = { zones = ["c"], size = 2 }
  }
}
module "region" {
  source   = "./one"
  for_each = var.regions
  name     = each.key
  zones    = each.value.zones
  size     = each.value.size
}
output "all" { value = { for k, m in module.region : k => m.names } }
output "leaf" { value = module.region["east"].names[1][0] }
output "ids" { value = flatten([for m in module.region : m.ids]) }
