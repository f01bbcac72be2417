variable "name" {}

resource "aws_s3_bucket" "this" {
  bucket = "data-${var.name}"
}

resource "aws_s3_bucket_acl" "this" {
  bucket = aws_s3_bucket.this.id
  acl    = "private"
}
