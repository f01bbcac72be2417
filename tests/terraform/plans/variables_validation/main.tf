variable "size" {
  type = number
  validation {
    condition     = var.size > 3 && var.size < local.largest
    error_message = "The size must be above 3 and below ${local.largest}."
  }
  validation {
    condition     = var.size % 2 == 0
    error_message = "The size must be even."
  }
}
variable "name" {
  type    = string
  default = "web-1"
  validation {
    condition     = can(regex("^[a-z]+-[0-9]+$", var.name))
    error_message = "The name must be like web-1."
  }
  validation {
    condition     = var.size == 4 ? length(var.name) > 2 : true
    error_message = "The name is too short."
  }
}
variable "secret" {
  type      = string
  default   = "s3cret"
  sensitive = true
  validation {
    condition     = length(var.secret) > 4
    error_message = "The secret is too short."
  }
}
locals { largest = 10 }
resource "terraform_data" "id" { input = var.size }
module "inner" {
  source = "./inner"
  id     = terraform_data.id.id
}
output "name" { value = "${var.name}:${var.size}" }
