variable "none" { default = null }
resource "terraform_data" "x" {
  for_each = var.none
}
