variable "domain" { default = "Example.com" }

resource "aws_route53_zone" "z" {
  name = lower(var.domain)
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "www"
  type    = "A"
  ttl     = "300"
  records = ["192.0.2.1", "192.0.2.2", "192.0.2.1"]
}

resource "aws_route53_record" "alias" {
  zone_id = "Z123"
  name    = "apex.example.com"
  type    = "A"
  alias {
    name                   = "d111.cloudfront.net"
    zone_id                = "Z2FDTNDATAQYW2"
    evaluate_target_health = "false"
  }
}

resource "aws_acm_certificate" "c" {
  domain_name               = lower(var.domain)
  subject_alternative_names = ["*.example.com"]
  validation_method         = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_health_check" "h" {
  fqdn              = "www.example.com"
  port              = "443"
  type              = "HTTPS"
  resource_path     = "/"
  failure_threshold = "5"
  request_interval  = 30
}

resource "aws_ses_domain_identity" "m" {
  domain = lower(var.domain)
}
