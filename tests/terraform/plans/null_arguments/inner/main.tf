variable "a" { default = "default" }
variable "b" {
  type     = string
  default  = "default"
  nullable = false
}
output "out" { value = [var.a == null, var.b] }
