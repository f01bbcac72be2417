variable "list" {
  type    = list(any)
  default = [1, "two", true]
}
variable "numbers" {
  type    = list(any)
  default = [1, 2]
}
variable "map" {
  type    = map(any)
  default = { a = 1, b = "x" }
}
variable "objects" {
  type    = list(any)
  default = [{ a = 1, b = "x" }, { a = "2", b = "y" }]
}
variable "maps" {
  type    = map(any)
  default = { x = { a = 1 }, y = { a = "b" } }
}
variable "set" {
  type    = set(any)
  default = ["b", 1, "b"]
}
variable "empty" {
  type    = list(any)
  default = []
}
variable "no_type" { default = [1, "two", { a = null }] }
output "all" {
  value = [var.list, var.numbers, var.map, var.objects, var.maps, var.set, var.empty, var.no_type]
}
output "lengths" { value = [length(var.list), length(var.map), length(var.set), length(var.empty)] }
