removed {
  from = terraform_data.gone
  lifecycle {
    destroy = false
  }
}
removed {
  from = terraform_data.destroyed
  lifecycle {
    destroy = true
  }
}
resource "terraform_data" "kept" { input = "kept" }
output "kept" { value = terraform_data.kept.output }
