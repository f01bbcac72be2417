variable "object" { type = object({ a = number, b = string }) }
