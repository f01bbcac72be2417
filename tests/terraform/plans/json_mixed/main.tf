variable "a" { default = "hcl" }
locals { from_hcl = "hcl-${local.from_json}" }
resource "terraform_data" "hcl" { input = terraform_data.json.input }
output "both" { value = [local.from_hcl, local.from_json, local.arrays] }
