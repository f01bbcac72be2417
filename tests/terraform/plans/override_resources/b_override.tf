resource "terraform_data" "a" {
  input = "second override"
}
resource "terraform_data" "c" {
  for_each = toset(["y", "z"])
}
