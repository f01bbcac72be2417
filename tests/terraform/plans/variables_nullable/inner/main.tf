variable "a" {
  default = "default a"
}
variable "b" {
  default  = "default b"
  nullable = false
}
variable "c" {
  type     = object({ x = optional(string, "x") })
  default  = {}
  nullable = false
}
variable "d" {
  type     = set(string)
  default  = ["d"]
  nullable = true
}
output "all" {
  value = { a = var.a, b = var.b, c = var.c, d = try(tolist(var.d), "no list") }
}
