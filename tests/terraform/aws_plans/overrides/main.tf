variable "name" { default = "first" }

resource "aws_s3_bucket" "b" {
  bucket        = var.name
  force_destroy = false
  tags          = { from = "main" }
}

resource "aws_lb" "l" {
  name    = "l"
  subnets = ["subnet-1"]
  access_logs {
    bucket  = "first"
    enabled = false
  }
}

moved {
  from = aws_s3_bucket.old
  to   = aws_s3_bucket.b
}

check "name" {
  assert {
    condition     = var.name != ""
    error_message = "a name is needed"
  }
}
