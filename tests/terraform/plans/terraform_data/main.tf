variable "n" { default = 1 }
resource "terraform_data" "empty" {}
resource "terraform_data" "null" { input = null }
resource "terraform_data" "input" { input = { a = var.n, b = [1, null] } }
resource "terraform_data" "chained" {
  input            = terraform_data.input.output
  triggers_replace = terraform_data.input.id
}
resource "terraform_data" "triggers" {
  triggers_replace = [var.n, "x"]
}
output "empty_output" { value = terraform_data.empty.output == null }
output "empty_input" { value = terraform_data.empty.input == null }
output "null_output" { value = terraform_data.null.output == null }
output "null_triggers" { value = terraform_data.input.triggers_replace == null }
output "input" { value = terraform_data.input.input }
output "output" { value = terraform_data.input.output }
output "output_a" { value = terraform_data.input.output.a }
output "triggers" { value = terraform_data.triggers.triggers_replace[1] }
output "id" { value = terraform_data.empty.id }
output "id_null" { value = terraform_data.empty.id == null }
