resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "main" {
  name   = "balancer"
  vpc_id = aws_vpc.main.id
}

resource "aws_instance" "main" {
  ami           = "ami-1e749f67"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_acm_certificate" "main" {
  domain_name       = "example.com"
  validation_method = "DNS"
}

resource "aws_elb" "main" {
  name                        = "site"
  internal                    = true
  subnets                     = [aws_subnet.a.id]
  security_groups             = [aws_security_group.main.id]
  instances                   = [aws_instance.main.id]
  connection_draining         = true
  connection_draining_timeout = 120
  cross_zone_load_balancing   = false
  desync_mitigation_mode      = "strictest"
  idle_timeout                = 30
  listener {
    lb_port           = 80
    lb_protocol       = "http"
    instance_port     = 8080
    instance_protocol = "http"
  }
  listener {
    lb_port            = 443
    lb_protocol        = "https"
    instance_port      = 8080
    instance_protocol  = "http"
    ssl_certificate_id = aws_acm_certificate.main.arn
  }
  health_check {
    target              = "HTTP:8080/health"
    interval            = 20
    timeout             = 5
    healthy_threshold   = 3
    unhealthy_threshold = 2
  }
  access_logs {
    bucket        = aws_s3_bucket.logs.bucket
    bucket_prefix = "site"
    interval      = 5
  }
  tags = { team = "core" }
}

resource "aws_elb" "plain" {
  name               = "plain"
  availability_zones = ["eu-west-1a"]
  listener {
    lb_port           = 80
    lb_protocol       = "tcp"
    instance_port     = 80
    instance_protocol = "tcp"
  }
  # What AWS fills in, and the local server does not.
  health_check {
    target              = "TCP:80"
    interval            = 30
    timeout             = 5
    healthy_threshold   = 10
    unhealthy_threshold = 2
  }
}
