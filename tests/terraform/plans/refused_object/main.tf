module "m" {
  source = "./inner"
  object = { a = 1 }
}
