resource "terraform_data" "one" { input = "x" }
resource "terraform_data" "k" {
  for_each = toset(["a.b", "q\"uo", "d$${x}", "new\nline", "ü %%{if"])
  input = each.key
}
resource "terraform_data" "n" {
  count = 2
  input = { n = count.index, secret = sensitive("hunter2") }
}
module "m" {
  source = "./m"
  for_each = toset(["x y"])
  s = sensitive("top")
}
data "terraform_remote_state" "r" {
  backend = "local"
  config = { path = "${path.module}/other.tfstate" }
  defaults = { a = 1 }
}
output "o" { 
  value = "plain" 
}
