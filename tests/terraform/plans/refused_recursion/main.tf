module "m" { source = "./inner" }
