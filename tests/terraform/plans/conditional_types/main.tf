variable "yes" { default = true }
variable "no" { default = false }
resource "terraform_data" "x" { input = 1 }
locals { unknown = terraform_data.x.id == "x" }
output "number_string" { value = var.yes ? 1 : "x" }
output "string_number" { value = var.no ? "x" : 1.5 }
output "bool_string" { value = var.yes ? true : "x" }
output "null" { value = var.no ? "x" : null }
output "list_tuple" { value = var.yes ? [1, 2] : tolist(["a"]) }
output "empty" { value = var.no ? ["a"] : [] }
output "empty_typed" { value = jsonencode(var.yes ? [] : ["a", "b"]) }
output "tuples" { value = var.yes ? [1, "a"] : ["b", 2] }
output "objects" { value = var.yes ? { a = 1 } : { a = "x" } }
output "maps" { value = var.yes ? { a = 1 } : { b = "x" } }
output "mixed" { value = var.yes ? { a = 1, b = 2 } : {} }
output "object_keys" { value = keys(var.no ? { a = 1 } : { b = 2, c = 3 }) }
output "nested" { value = var.yes ? { a = [1] } : { a = ["x"] } }
output "any" { value = try(var.yes ? tomap({ a = 1 }) : tomap({ a = "b" }), "fails") }
output "unknown_same" { value = local.unknown ? "same" : "same" }
output "unknown" { value = local.unknown ? "a" : "b" }
output "unknown_lists" { value = local.unknown ? ["a"] : ["a"] }
output "unknown_length" { value = length(local.unknown ? ["a"] : ["b"]) }
output "chain" { value = var.no ? "a" : var.no ? "b" : var.yes ? "c" : "d" }
output "to_set" { value = var.yes ? toset(["b", "a"]) : [] }
