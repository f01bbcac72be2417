variable "a" {
  default = "overridden a"
}
variable "b" {
  type    = list(string)
  default = ["overridden", "b"]
}
variable "c" {
  type    = number
  default = "5"
}
variable "d" {
  default = "7"
}
locals {
  y = "overridden y"
}
output "a" {
  value = "output overridden: ${var.a}"
}
output "secret" {
  sensitive = false
}
