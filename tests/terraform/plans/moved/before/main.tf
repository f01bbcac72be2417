variable "step" {}
resource "terraform_data" "a" { input = "a" }
resource "terraform_data" "b" { input = "b" }
resource "terraform_data" "c" {
  count = 2
  input = count.index
}
module "old" {
  source = "./inner"
}
module "single" {
  source = "./inner"
}
