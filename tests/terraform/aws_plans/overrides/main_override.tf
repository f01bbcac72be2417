variable "name" { default = "second" }

resource "aws_s3_bucket" "b" {
  force_destroy = "true"
}

resource "aws_lb" "l" {
  access_logs {
    bucket  = "second"
    enabled = "true"
  }
}
