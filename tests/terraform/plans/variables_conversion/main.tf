variable "numbers" {
  type    = list(number)
  default = ["1", 2, "3.50"]
}
variable "flags" {
  type    = map(bool)
  default = { a = "true", b = false }
}
variable "texts" {
  type    = map(string)
  default = { a = true, b = 1.50, c = null, d = 1e3 }
}
variable "unique" {
  type    = set(string)
  default = ["b", "a", "b", 1]
}
variable "unique_numbers" {
  type    = set(number)
  default = [3, "1", 2, 1]
}
variable "tuple" { type = tuple([string, number, bool]) }
variable "typed_number" { type = string }
variable "quoted" { type = string }
variable "anything" {
  type    = any
  default = { a = [1, "x"], b = { c = null } }
}
variable "list_of_lists" {
  type    = list(list(string))
  default = [[1, 2], [], [true]]
}
variable "set_of_lists" {
  type    = set(list(number))
  default = [[2], [1, 2], [2]]
}
variable "object" {
  type = object({ name = string, size = number, tags = map(string), list = list(bool) })
  default = {
    name  = 5
    size  = "10"
    tags  = { a = 1 }
    list  = ["true", false]
    extra = "dropped"
  }
}
variable "map_of_objects" {
  type = map(object({ a = string }))
  default = {
    x = { a = 1, b = 2 }
    y = { a = null }
  }
}
output "all" {
  value = [
    var.numbers, var.flags, var.texts, var.unique, var.unique_numbers, var.tuple, var.typed_number,
    var.quoted, var.anything, var.list_of_lists, var.set_of_lists, var.object, var.map_of_objects,
  ]
}
output "sum" { value = sum(var.numbers) }
output "joined" { value = join(",", var.unique) }
resource "terraform_data" "each" {
  for_each = var.unique
  input    = each.value
}
