resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket" "web" {
  #checkov:skip=CKV_AWS_18:the access log of the log bucket is not kept
  bucket = "web"
}

resource "aws_security_group" "open" {
  name        = "open"
  description = "open"

  ingress {
    description = "everybody"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
