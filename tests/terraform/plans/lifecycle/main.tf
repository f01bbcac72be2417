variable "n" { type = number }
resource "terraform_data" "plain" { input = var.n }
resource "terraform_data" "ignored" {
  input = var.n
  lifecycle {
    ignore_changes = [input]
  }
}
resource "terraform_data" "ignored_all" {
  input = var.n
  lifecycle {
    ignore_changes = all
  }
}
resource "terraform_data" "follower" {
  input = "fixed"
  lifecycle {
    replace_triggered_by  = [terraform_data.plain.input]
    create_before_destroy = true
  }
}
resource "terraform_data" "partly" {
  input = { a = var.n, b = "fixed" }
  lifecycle {
    ignore_changes = [input["a"]]
  }
}
resource "terraform_data" "steady" { input = "steady" }
output "steady" { value = terraform_data.steady.output }
output "plain" { value = terraform_data.plain.input }
