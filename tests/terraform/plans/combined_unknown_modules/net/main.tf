variable "id" { type = string }
variable "zones" { type = set(string) }
resource "terraform_data" "subnet" {
  for_each = var.zones
  input    = "${var.id}-${each.key}"
}
output "id" { value = var.id }
output "subnets" { value = { for z, s in terraform_data.subnet : z => { id = s.id, zone = z, text = s.input } } }
