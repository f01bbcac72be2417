variable "secret" {
  default   = "hidden"
  sensitive = true
}

variable "unset" {
  type    = string
  default = null
}

locals {
  people = [
    { name = "ann", age = 5, tags = ["a", "b"] },
    { name = "bob", age = 7, tags = [] },
  ]
  ports    = { http = 80, https = 443 }
  template = "Hi $${name}!"
  deep     = { a = { b = [{ c = "found" }] } }
}

resource "terraform_data" "x" {
  input = "a"
}

terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
