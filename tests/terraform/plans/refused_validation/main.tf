variable "n" {
  default = 1
  validation {
    condition     = var.n > 2
    error_message = "n is too small."
  }
}
