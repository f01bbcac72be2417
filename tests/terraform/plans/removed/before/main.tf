resource "terraform_data" "gone" { input = "gone" }
resource "terraform_data" "kept" { input = "kept" }
resource "terraform_data" "destroyed" { input = "destroyed" }
