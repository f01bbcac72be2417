variable "n" {
  type    = number
  default = 5
}
module "m" {
  source = "./inner"
  list   = { a = 1 }
}
