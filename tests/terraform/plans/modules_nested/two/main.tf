variable "name" { type = string }
variable "size" { type = string }
module "rack" {
  source = "./three"
  for_each = toset([for i in range(var.size) : "r${i}"])
  name   = "${var.name}-${each.key}"
}
output "names" { value = [for m in module.rack : m.name] }
output "ids" { value = values(module.rack)[*].id }
