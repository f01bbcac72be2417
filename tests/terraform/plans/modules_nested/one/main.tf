variable "name" {}
variable "zones" { type = list(string) }
variable "size" { type = number }
module "zone" {
  source = "../two"
  count  = length(var.zones)
  name   = "${var.name}${var.zones[count.index]}"
  size   = var.size
}
output "names" { value = module.zone[*].names }
output "ids" { value = flatten(module.zone[*].ids) }
