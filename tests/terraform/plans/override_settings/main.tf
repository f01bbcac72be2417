terraform {
  required_version = ">= 99.0"
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
  backend "http" {
    address = "http://127.0.0.1:1/none"
  }
}
provider "terraform" {
  alias = "a"
}
resource "terraform_data" "a" {
  provider = terraform.a
  input    = 1
}
