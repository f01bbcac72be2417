variable "n" { type = number }
resource "terraform_data" "same" { input = "same" }
resource "terraform_data" "updated" { input = var.n }
resource "terraform_data" "replaced" {
  input            = "fixed"
  triggers_replace = var.n
}
resource "terraform_data" "more" {
  count = var.n
  input = count.index
}
resource "terraform_data" "after" { input = terraform_data.updated.id }
resource "terraform_data" "behind" { input = terraform_data.updated.output }
output "same" { value = terraform_data.same.id != "" }
output "same_output" { value = terraform_data.same.output }
output "updated_output" { value = terraform_data.updated.output }
output "replaced_id" { value = terraform_data.replaced.id }
output "more" { value = terraform_data.more[*].output }
