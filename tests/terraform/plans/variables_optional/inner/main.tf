variable "config" {
  type = object({
    list = optional(list(object({
      a = optional(string, "A")
      b = optional(list(object({ c = optional(number, 7), d = optional(bool, false) })), [{}])
    })), [])
    other = optional(map(object({ x = optional(string, "X") })), { k = {} })
  })
}
output "config" { value = var.config }
