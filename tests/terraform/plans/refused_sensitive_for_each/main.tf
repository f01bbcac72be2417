variable "names" {
  default   = ["a"]
  sensitive = true
}
resource "terraform_data" "x" {
  for_each = toset(var.names)
  input    = each.key
}
