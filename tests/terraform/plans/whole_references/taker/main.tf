variable "whole" { type = object({ plain = string, list = list(string) }) }
variable "data" { type = any }
output "out" { value = [var.whole.plain, length(var.whole.list), var.data.input.a, keys(var.whole)] }
