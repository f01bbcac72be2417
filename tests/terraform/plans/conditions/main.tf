variable "n" { default = 3 }
resource "terraform_data" "a" {
  input = var.n
  lifecycle {
    precondition {
      condition     = var.n > 2
      error_message = "n is too small."
    }
    postcondition {
      condition     = self.input == var.n
      error_message = "The input changed."
    }
    postcondition {
      condition     = self.id != ""
      error_message = "There is no id."
    }
  }
}
resource "terraform_data" "b" {
  for_each = { a = 1, b = 2 }
  input    = each.value
  lifecycle {
    precondition {
      condition     = each.value < var.n
      error_message = "${each.key} is too large."
    }
  }
}
output "a" {
  value = terraform_data.a.input
  precondition {
    condition     = terraform_data.a.input > 0
    error_message = "not positive"
  }
}
