module "m" {
  source = "./second"
  name   = "overridden"
}
module "n" {
  for_each = { c = 3 }
  size     = each.value
}
