resource "terraform_data" "a" {
  input            = "original"
  triggers_replace = "kept"
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [input]
  }
  provisioner "local-exec" {
    command = "echo original"
  }
  provisioner "local-exec" {
    command = "echo second"
  }
}
resource "terraform_data" "b" {
  count = 1
  input = { a = 1, b = 2 }
}
resource "terraform_data" "c" {
  for_each = toset(["x"])
  input    = each.key
}
resource "terraform_data" "d" {
  input = "d"
}
output "a" { value = terraform_data.a.input }
output "b" { value = terraform_data.b[*].input }
output "c" { value = { for k, v in terraform_data.c : k => v.input } }
