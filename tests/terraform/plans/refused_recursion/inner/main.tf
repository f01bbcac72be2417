module "again" { source = "../inner" }
