variable "token" {
  type      = string
  ephemeral = true
}
variable "given" {
  type      = string
  ephemeral = true
  sensitive = true
  default   = "x"
}
variable "plain" { default = "plain" }
locals {
  header = "Bearer ${var.token}"
  pair   = { a = var.plain, b = var.token }
}
module "inner" {
  source = "./inner"
  token  = local.header
  plain  = var.plain
}
resource "terraform_data" "a" {
  input            = ephemeralasnull(local.pair)
  triggers_replace = ephemeralasnull(var.token)
}
output "pair" { value = ephemeralasnull(local.pair) }
output "plain" { value = module.inner.plain }
output "null" { value = ephemeralasnull(module.inner.token) == null }
output "outer" {
  value     = ephemeralasnull({ a = module.inner.token, b = [var.given, "b"], c = terraform.applying })
  sensitive = true
}
