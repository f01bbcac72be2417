variable "site" {
  type = object({
    name    = string
    size    = optional(number, 3)
    comment = optional(string)
    nested = optional(object({
      enabled = optional(bool, true)
      list    = optional(list(string), ["a", "b"])
      deep = optional(object({
        x = optional(number, 1)
        y = optional(string)
      }), {})
    }), {})
    absent = optional(object({ z = optional(string, "z") }))
  })
  default = { name = "n", extra = 1 }
}
variable "sites" {
  type = list(object({
    name = string
    tags = optional(map(string), { made = "by default" })
    any  = optional(any, "anything")
  }))
  default = [
    { name = "one" },
    { name = "two", tags = {} },
    { name = "three", tags = null, any = 5 },
    { name = "four", tags = { a = 1 }, any = 4, extra = true },
  ]
}
variable "by_key" {
  type = map(object({
    ports = optional(set(number), [80, 443, 80])
    rule  = optional(tuple([string, number]), ["x", "1"])
  }))
  default = {
    a = {}
    b = { ports = ["22"] }
    c = { ports = [], rule = [1, 2] }
  }
}
variable "given" {
  type = object({
    a = optional(string, "default a")
    b = optional(string, "default b")
    c = optional(object({ d = optional(string, "default d"), e = optional(number) }), { d = "other", e = 5 })
  })
  default = { b = null, c = { d = null } }
}
output "site" { value = var.site }
output "sites" { value = var.sites }
output "by_key" { value = var.by_key }
output "given" { value = var.given }
module "inner" {
  source = "./inner"
  config = { list = [{}, { a = null, b = [{ c = "5" }] }] }
}
output "inner" { value = module.inner.config }
