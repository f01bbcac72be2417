variable "a" {
  type        = string
  default     = "a"
  description = "kept"
}
variable "b" {
  type    = string
  default = "b"
}
variable "c" {
  default = "c"
}
variable "d" {
  type    = number
  default = 1
  nullable = false
  validation {
    condition     = var.d < 100
    error_message = "It is too large."
  }
}
locals {
  x = "x"
  y = "y"
}
output "a" {
  value       = var.a
  description = "kept"
}
output "b" { value = var.b }
output "c" { value = var.c }
output "d" { value = var.d }
output "x" { value = "${local.x}${local.y}" }
output "secret" {
  value     = "not so secret"
  sensitive = true
}
