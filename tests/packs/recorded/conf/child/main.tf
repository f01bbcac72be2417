variable "acl" {}

resource "aws_s3_bucket" "inner" {
  acl = var.acl
}

data "aws_ami" "image" {
  most_recent = true
}
