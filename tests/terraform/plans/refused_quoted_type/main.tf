variable "a" {
  type    = "string"
  default = "s"
}
output "a" { value = var.a }
