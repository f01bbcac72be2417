variable "id" {
  validation {
    condition     = length(var.id) > 0
    error_message = "The id is empty."
  }
}
