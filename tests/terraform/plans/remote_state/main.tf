data "terraform_remote_state" "other" {
  backend = "local"
  config = {
    path = "${path.module}/other.json"
  }
  defaults = { missing = "default" }
}
output "backend" { value = data.terraform_remote_state.other.backend }
output "config" { value = data.terraform_remote_state.other.config.path }
resource "terraform_data" "x" { input = "fixed" }
