terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
provider "terraform" {}
provider "terraform" {
  alias = "other"
}
module "m" {
  source    = "./inner"
  providers = { terraform = terraform.other, terraform.extra = terraform }
}
resource "terraform_data" "r" {
  provider = terraform.other
  input    = module.m.out
}
