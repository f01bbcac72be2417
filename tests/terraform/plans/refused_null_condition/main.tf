variable "flag" { default = null }
output "x" { value = var.flag ? 1 : 2 }
