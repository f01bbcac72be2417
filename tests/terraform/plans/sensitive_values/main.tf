variable "password" {
  type      = string
  default   = "hunter2"
  sensitive = true
}
variable "config" {
  type      = object({ name = string, keys = list(string) })
  default   = { name = "n", keys = ["a", "b"] }
  sensitive = true
}
variable "open" { default = "open" }
locals {
  url    = "https://user:${var.password}@host"
  mixed  = { open = var.open, secret = var.password, list = [var.open, var.password] }
  marked = sensitive({ a = 1, b = [2] })
}
resource "terraform_data" "a" {
  input            = local.mixed
  triggers_replace = [var.open, md5(var.password)]
}
resource "terraform_data" "b" {
  input = local.marked
}
resource "terraform_data" "c" {
  input            = { for k, v in local.mixed : k => v }
  triggers_replace = { length = length(var.password), keys = var.config.keys, upper = [for k in var.config.keys : upper(k)] }
}
resource "terraform_data" "d" {
  input            = nonsensitive(local.url)
  triggers_replace = var.password == "hunter2" ? "yes" : "no"
}
resource "terraform_data" "e" {
  count            = nonsensitive(length(var.password)) > 3 ? 1 : 0
  input            = merge({ a = "plain" }, { b = var.password })
  triggers_replace = concat(["plain"], [var.password], var.config.keys)
}
resource "terraform_data" "f" {
  for_each         = nonsensitive(toset(var.config.keys))
  input            = "${each.key}-${var.password}"
  triggers_replace = try(var.config.nothing, var.config.name)
}
resource "terraform_data" "g" {
  input = {
    lookup  = lookup(local.mixed, "secret", "none")
    lookup2 = lookup(local.mixed, "open", "none")
    keys    = keys(local.mixed)
    values  = [for k, v in { a = var.password } : k]
    is      = [issensitive(var.password), issensitive(var.open), issensitive(local.mixed), issensitive(local.marked.b[0])]
    json    = jsonencode(local.mixed)
    parts   = split("t", var.password)
    element = element([var.open, var.password], 0)
    second  = element([var.open, var.password], 1)
    list    = tolist([var.open, var.password])
    set     = toset([var.open, var.password])
    conditional = var.open == "open" ? var.password : var.open
    contains    = contains([var.open, var.password], "x")
    splat       = [{ a = var.password }, { a = "x" }][*].a
    coalesced   = coalesce(null, var.password)
    object      = { (nonsensitive(var.password)) = 1 }
    indexed     = { a = 1, hunter2 = 2 }[var.password]
  }
}
module "inner" {
  source = "./inner"
  value  = var.password
  open   = var.open
}
output "password" {
  value     = var.password
  sensitive = true
}
output "marked" {
  value     = local.marked
  sensitive = true
}
output "open" {
  value     = "not secret"
  sensitive = true
}
output "from_module" {
  value     = module.inner.plain
  sensitive = true
}
output "from_module_open" { value = nonsensitive(module.inner.marked) }
output "compared" { value = nonsensitive(var.password == "x") }
