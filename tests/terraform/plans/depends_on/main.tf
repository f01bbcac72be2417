resource "terraform_data" "a" { input = "a" }
module "m" {
  source     = "./inner"
  depends_on = [terraform_data.a]
}
data "terraform_remote_state" "late" {
  backend    = "local"
  config     = { path = "${path.module}/other.json" }
  depends_on = [terraform_data.a]
}
resource "terraform_data" "b" {
  input      = module.m.value
  depends_on = [module.m, terraform_data.a]
}
output "b" {
  value      = terraform_data.b.input
  depends_on = [terraform_data.a]
}
output "late" { value = data.terraform_remote_state.late.outputs }
output "config" { value = data.terraform_remote_state.late.config.path }
