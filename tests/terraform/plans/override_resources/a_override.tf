resource "terraform_data" "a" {
  input = "first override"
  lifecycle {
    prevent_destroy = true
  }
  provisioner "local-exec" {
    command = "echo override"
  }
}
resource "terraform_data" "b" {
  count = 2
  input = { a = 3 }
}
