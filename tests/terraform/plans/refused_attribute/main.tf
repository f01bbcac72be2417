resource "terraform_data" "x" { input = 1 }
output "bad" { value = can(terraform_data.x.nothing) }
