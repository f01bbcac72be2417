resource "aws_route53_zone" "main" {
  name    = "example.com"
  comment = "Of the shop"
  tags    = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_route53_zone" "plain" {
  name = "plain.example.com"
}

resource "aws_route53_record" "plain" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www"
  type    = "A"
  ttl     = 300
  records = ["192.0.2.2", "192.0.2.1"]
}

resource "aws_route53_record" "all" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "*.example.com"
  type    = "AAAA"
  ttl     = 60
  records = ["2001:0db8:0:0:0:0:0:0001"]
}

resource "aws_route53_record" "text" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "Example.com"
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 -all", "first part\" \"second part"]
}

resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "shop.example.com"
  type    = "A"

  alias {
    name                   = "dualstack.Shop-1234567890.eu-west-1.elb.amazonaws.com"
    zone_id                = "Z32O12XQLNTSW2"
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "weighted" {
  zone_id         = aws_route53_zone.main.zone_id
  name            = "blue.example.com"
  type            = "CNAME"
  ttl             = 60
  records         = ["blue.example.net"]
  set_identifier  = "blue"
  health_check_id = "abcdef11-2222-3333-4444-555555fedcba"

  weighted_routing_policy {
    weight = 0
  }
}

resource "aws_route53_record" "failover" {
  zone_id         = aws_route53_zone.main.zone_id
  name            = "over.example.com"
  type            = "CNAME"
  ttl             = 60
  records         = ["first.example.net"]
  set_identifier  = "first"
  health_check_id = "abcdef11-2222-3333-4444-555555fedcba"

  failover_routing_policy {
    type = "PRIMARY"
  }
}

resource "aws_route53_record" "place" {
  zone_id        = aws_route53_zone.main.zone_id
  name           = "place.example.com"
  type           = "CNAME"
  ttl            = 60
  records        = ["here.example.net"]
  set_identifier = "here"

  geolocation_routing_policy {
    country     = "US"
    subdivision = "WA"
  }
}

resource "aws_route53_record" "near" {
  zone_id        = aws_route53_zone.main.zone_id
  name           = "near.example.com"
  type           = "CNAME"
  ttl            = 60
  records        = ["near.example.net"]
  set_identifier = "near"

  latency_routing_policy {
    region = "eu-west-1"
  }
}

resource "aws_route53_record" "many" {
  zone_id                          = aws_route53_zone.main.zone_id
  name                             = "many.example.com"
  type                             = "A"
  ttl                              = 60
  records                          = ["192.0.2.7"]
  set_identifier                   = "one"
  multivalue_answer_routing_policy = true
}

resource "aws_acm_certificate" "main" {
  domain_name               = "example.com"
  subject_alternative_names = ["www.example.com", "*.example.com"]
  validation_method         = "DNS"
  tags                      = { team = "core" }

  options {
    certificate_transparency_logging_preference = "DISABLED"
  }
}

resource "aws_acm_certificate" "plain" {
  domain_name       = "plain.example.com"
  validation_method = "DNS"
}
