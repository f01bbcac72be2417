module "net" {
  source  = "acme/network/local"
  version = "1.2.3"
  name    = "n"
}
output "out" { value = module.net.out }
