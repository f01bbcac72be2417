variable "users" {
  type = map(object({ role = optional(string, "user"), password = optional(string, "none") }))
  default = {
    ann = { password = "a" }
    bob = { role = "admin" }
  }
  sensitive = true
}
module "user" {
  source   = "./user"
  for_each = nonsensitive(toset(keys(var.users)))
  name     = each.key
  user     = var.users[each.key]
}
resource "terraform_data" "all" {
  input            = { for k, m in module.user : k => m.login }
  triggers_replace = [for k, m in module.user : m.name]
}
output "names" { value = [for m in module.user : m.name] }
output "logins" {
  value     = { for k, m in module.user : k => m.login }
  sensitive = true
}
