variable "environments" {
  type = map(object({
    zones    = optional(list(string), ["a", "b"])
    replicas = optional(number, 1)
    tags     = optional(map(string), {})
  }))
  default = {
    dev  = {}
    prod = { replicas = 2, tags = { tier = "gold" }, zones = ["a", "c"] }
  }
}
locals {
  common = { team = "infra" }
  nodes = merge([
    for env, e in var.environments : {
      for pair in setproduct(e.zones, range(e.replicas)) : "${env}-${pair[0]}-${pair[1]}" => {
        env   = env
        zone  = pair[0]
        index = pair[1]
        tags  = merge(local.common, e.tags, { Name = "${env}-${pair[0]}" })
      }
    }
  ]...)
}
module "node" {
  source   = "./node"
  for_each = local.nodes
  node     = each.value
  peers    = [for k, v in local.nodes : k if v.env == each.value.env && k != each.key]
}
resource "terraform_data" "registry" {
  for_each = { for env in distinct(values(local.nodes)[*].env) : env => [for k, v in local.nodes : module.node[k].name if v.env == env] }
  input    = each.value
}
output "nodes" { value = local.nodes }
output "names" { value = { for k, m in module.node : k => m.name } }
output "registry" { value = { for k, r in terraform_data.registry : k => r.input } }
