variable "value" {}
variable "open" { sensitive = true }
resource "terraform_data" "v" { input = [var.value, var.open, "plain"] }
output "plain" {
  value = "${var.value}!"
  sensitive = true
}
output "marked" {
  value     = "open"
  sensitive = true
}
