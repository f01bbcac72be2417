module "m" {
  names = concat(local.more, ["c"])
}
