variable "list" {
  type    = list
  default = ["a", 1]
}
variable "map" {
  type    = map
  default = { a = 1, b = "x" }
}
variable "quoted_string" {
  type    = string
  default = "s"
}
variable "quoted_list" {
  type    = list(string)
  default = ["a"]
}
variable "quoted_map" {
  type    = map(string)
  default = { a = "b" }
}
output "all" { value = [var.list, var.map, var.quoted_string, var.quoted_list, var.quoted_map] }
output "interpolation_only" { value = "${var.quoted_string}" }
output "interpolated_list" { value = ["${var.list}"] }
output "legacy_splat" { value = [{ a = 1 }].*.a }
output "legacy_index" { value = var.list.0 }
output "legacy_functions" { value = [lookup(var.map, "a"), element(var.list, 3)] }
