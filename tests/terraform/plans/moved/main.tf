resource "terraform_data" "a3" { input = "a" }
resource "terraform_data" "b" {
  for_each = toset(["k"])
  input    = "b"
}
resource "terraform_data" "c" {
  for_each = { zero = 0, one = 1 }
  input    = each.value
}
module "new" {
  source = "./inner"
}
module "single" {
  source   = "./inner"
  for_each = toset(["only"])
}
moved {
  from = terraform_data.a
  to   = terraform_data.a2
}
moved {
  from = terraform_data.a2
  to   = terraform_data.a3
}
moved {
  from = terraform_data.b
  to   = terraform_data.b["k"]
}
moved {
  from = terraform_data.c[0]
  to   = terraform_data.c["zero"]
}
moved {
  from = terraform_data.c[1]
  to   = terraform_data.c["one"]
}
moved {
  from = module.old
  to   = module.new
}
moved {
  from = module.single
  to   = module.single["only"]
}
output "ids" { value = [terraform_data.a3.output, module.new.id == module.single["only"].id] }
