locals { n = 1 }
resource "terraform_data" "x" {
  input = 1
  lifecycle {
    precondition {
      condition     = local.n > 2
      error_message = "Never."
    }
  }
}
