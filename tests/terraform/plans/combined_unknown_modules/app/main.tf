variable "subnet" { type = object({ id = string, zone = string, size = optional(number, 24) }) }
variable "settings" {
  type = object({ name = string, peer = optional(string, "alone"), ports = optional(list(number), [80]) })
}
resource "terraform_data" "app" {
  count            = length(var.settings.ports)
  input            = { subnet = var.subnet, port = var.settings.ports[count.index] }
  triggers_replace = var.settings.peer
}
output "out" {
  value = {
    name = var.settings.name
    peer = var.settings.peer
    list = [for a in terraform_data.app : "${a.input.port}@${a.input.subnet.zone}/${a.input.subnet.size}"]
    ids  = terraform_data.app[*].id
  }
}
