terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws, aws.other]
    }
  }
}

resource "aws_sns_topic" "own" {
  name = "own"
}

resource "aws_sns_topic" "other" {
  provider = aws.other
  name     = "other"
}

module "down" {
  source = "../grandchild"
  name   = "down"
  providers = {
    aws = aws.other
  }
}
