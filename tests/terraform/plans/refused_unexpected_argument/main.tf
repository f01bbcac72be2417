module "m" {
  source = "./inner"
  wrong  = 1
}
