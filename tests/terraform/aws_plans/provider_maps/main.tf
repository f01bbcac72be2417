provider "aws" {
  region = "us-east-1"
  default_tags {
    tags = { from = "root" }
  }
}

provider "aws" {
  alias  = "second"
  region = "us-west-2"
  default_tags {
    tags = { from = "second" }
  }
}

module "inherits" {
  source = "./child"
  name   = "inherits"
}

module "swapped" {
  source = "./child"
  name   = "swapped"
  providers = {
    aws = aws.second
  }
}

module "two" {
  source = "./two"
  providers = {
    aws       = aws
    aws.other = aws.second
  }
}

module "each" {
  source   = "./child"
  for_each = toset(["x", "y"])
  name     = each.key
  providers = {
    aws = aws.second
  }
}
