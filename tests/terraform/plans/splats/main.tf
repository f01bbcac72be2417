locals {
  list    = [{ a = 1, b = { c = [1, 2] } }, { a = 2, b = { c = [3] } }]
  nothing = null
  single  = { a = 5, b = { c = [] } }
  empty   = []
}
resource "terraform_data" "many" {
  count = 2
  input = { n = count.index, list = ["x${count.index}"] }
}
resource "terraform_data" "single" { input = "one" }
output "full" { value = local.list[*].b.c }
output "indexed" { value = local.list[*].b.c[0] }
output "legacy" { value = local.list.*.b.c }
output "legacy_index" { value = local.list.*.b.c[0] }
output "null" { value = local.nothing[*] }
output "null_attribute" { value = local.nothing[*].a }
output "single" { value = local.single[*].a }
output "empty" { value = local.empty[*].a }
output "resources" { value = terraform_data.many[*].input.list[0] }
output "legacy_resources" { value = terraform_data.many.*.input.n }
output "single_resource" { value = terraform_data.single[*].input }
output "nested" { value = [[{ a = 1 }], [{ a = 2 }, { a = 3 }]][*][*].a }
output "set" { value = toset(["b", "a"])[*] }
output "ids" { value = terraform_data.many[*].id }
output "length" { value = length(terraform_data.many[*].id) }
output "string" { value = "x"[*] }
