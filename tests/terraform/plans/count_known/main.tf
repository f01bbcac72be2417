variable "n" { default = "3" }
resource "terraform_data" "text" {
  count = var.n
  input = "i-${count.index}"
}
resource "terraform_data" "list" {
  count = length(local.names)
  input = local.names[count.index]
}
resource "terraform_data" "none" {
  count = var.n == "3" ? 0 : 1
  input = "never"
}
resource "terraform_data" "one" {
  count = var.n > 2 ? 1 : 0
  input = one(terraform_data.none[*].input)
}
resource "terraform_data" "chained" {
  count            = length(terraform_data.text)
  input            = terraform_data.text[count.index].input
  triggers_replace = terraform_data.text[count.index].id
}
locals { names = ["a", "b"] }
output "inputs" { value = terraform_data.text[*].input }
output "ids" { value = terraform_data.text[*].id }
output "first" { value = terraform_data.text[0].input }
output "none" { value = terraform_data.none }
output "none_input" { value = terraform_data.none[*].input }
output "maybe" { value = try(terraform_data.none[0].input, "fallback") }
output "one" { value = one(terraform_data.one[*].input) == null }
output "length" { value = length(terraform_data.chained) }
output "joined" { value = join("/", terraform_data.list.*.input) }
output "last" { value = terraform_data.text[length(terraform_data.text) - 1].input }
output "element" { value = element(terraform_data.text, 4).input }
