variable "name" {}
variable "user" { type = object({ role = string, password = string }) }
resource "terraform_data" "user" {
  count            = length(var.name) - 2
  input            = { name = var.name, password = var.user.password }
  triggers_replace = nonsensitive(var.user.role)
}
output "name" { value = upper(var.name) }
output "login" {
  value     = "${var.name}:${terraform_data.user[0].input.password}"
  sensitive = true
}
