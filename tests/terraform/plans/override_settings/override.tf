terraform {
  required_version = ">= 1.0"
  backend "local" {
    path = "other.tfstate"
  }
}
resource "terraform_data" "a" {
  provider = terraform.a
}
