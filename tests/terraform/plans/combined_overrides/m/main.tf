variable "names" { type = set(string) }
variable "size" { default = 0 }
resource "terraform_data" "x" {
  for_each = var.names
  input    = "${each.key}${var.size}"
}
output "all" { value = { for k, x in terraform_data.x : k => x.input } }
