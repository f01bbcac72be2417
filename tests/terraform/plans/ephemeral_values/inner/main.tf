variable "token" {
  type      = string
  ephemeral = true
}
variable "plain" {}
output "token" {
  value     = var.token
  ephemeral = true
}
output "plain" { value = var.plain }
