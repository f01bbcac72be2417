variable "n" { default = 3 }
check "passes" {
  assert {
    condition     = var.n > 2
    error_message = "n is ${var.n}"
  }
}
check "with_data" {
  data "terraform_remote_state" "other" {
    backend = "local"
    config  = { path = "${path.module}/other.json" }
  }
  assert {
    condition     = data.terraform_remote_state.other.outputs.answer == 42
    error_message = "The answer is ${data.terraform_remote_state.other.outputs.answer}."
  }
}
check "unknown" {
  assert {
    condition     = terraform_data.x.id != ""
    error_message = "never"
  }
}
resource "terraform_data" "x" { input = var.n }
