locals { text = "abc" }
output "x" {
  value = 1
  precondition {
    condition     = length(local.text) == 2
    error_message = "Never."
  }
}
