resource "terraform_data" "a" { input = terraform_data.b.input }
resource "terraform_data" "b" { input = terraform_data.a.input }
