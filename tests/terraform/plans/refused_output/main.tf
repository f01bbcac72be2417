module "m" { source = "./inner" }
output "x" { value = module.m.nothing }
