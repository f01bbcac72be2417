module "m" {
  source = "./inner"
  needed = null
}
