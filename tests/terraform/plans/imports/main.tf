locals {
  ids = { a = "id-a", b = "id-b" }
}
import {
  to = terraform_data.single
  id = "the-${local.ids.a}"
}
resource "terraform_data" "single" {}
import {
  for_each = local.ids
  to       = terraform_data.each[each.key]
  id       = each.value
}
resource "terraform_data" "each" {
  for_each = local.ids
}
module "m" {
  source = "./inner"
}
import {
  to = module.m.terraform_data.inside
  id = "inside"
}
