variable "needed" { nullable = false }
