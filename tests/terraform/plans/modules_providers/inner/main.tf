terraform {
  required_providers {
    terraform = {
      source                = "terraform.io/builtin/terraform"
      configuration_aliases = [terraform.extra]
    }
  }
}
resource "terraform_data" "a" { input = "a" }
resource "terraform_data" "b" {
  provider = terraform.extra
  input    = "b"
}
output "out" { value = "${terraform_data.a.input}${terraform_data.b.input}" }
