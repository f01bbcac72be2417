variable "config" { type = object({ name = string, disk = optional(number, 10) }) }
resource "terraform_data" "node" {
  input            = "${var.config.name}:${var.config.disk}"
  triggers_replace = path.module
}
output "name" { value = terraform_data.node.input }
output "id" { value = terraform_data.node.id }
