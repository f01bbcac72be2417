resource "terraform_data" "base" { input = { zones = ["a", "b"] } }
module "net" {
  source = "./net"
  id     = terraform_data.base.id
  zones  = terraform_data.base.input.zones
}
module "app" {
  source   = "./app"
  for_each = module.net.subnets
  subnet   = each.value
  settings = {
    name = "app-${each.key}"
    peer = each.key == "a" ? module.net.subnets["b"].id : null
  }
}
output "subnets" { value = module.net.subnets }
output "apps" { value = { for k, m in module.app : k => m.out } }
output "flat" { value = flatten(values(module.app)[*].out.list) }
output "first" { value = try(module.app["a"].out.list[0], "none") }
output "missing" { value = try(module.app["z"].out, "none") }
output "conditional" { value = module.net.id == "x" ? module.app["a"].out.name : module.app["b"].out.name }
