variable "in" {
  type = object({ first = optional(string, "nothing"), rest = list(string) })
}
output "out" { value = { first = var.in.first, count = length(var.in.rest) } }
