variable "a" {}
variable "b" {}
variable "c" {}
variable "d" {}
variable "e" {}
variable "f" {}
variable "g" {}
variable "h" {}
variable "i" { default = "default i" }
variable "j" { default = "default j" }
variable "k" {}
variable "l" {}
variable "list" { type = list(string) }
variable "object" { type = any }
variable "number" { type = number }
variable "flag" { type = bool }
variable "text" { type = string }
variable "untyped" {}

output "all" {
  value = {
    a = var.a, b = var.b, c = var.c, d = var.d, e = var.e, f = var.f, g = var.g, h = var.h
    i = var.i, j = var.j, k = var.k, l = var.l
  }
}
output "list" { value = var.list }
output "object" { value = var.object }
output "number" { value = var.number + 1 }
output "flag" { value = !var.flag }
output "text" { value = var.text }
output "untyped" { value = var.untyped }
