# What the server cannot create: zones of a network, reusable sets of name servers, routing by CIDR
# and by distance, mail, own authorities, certificates that are brought along.
resource "aws_route53_zone" "inside" {
  name = "inside.example.com"

  vpc {
    vpc_id     = "vpc-0123456789abcdef0"
    vpc_region = "eu-west-1"
  }
}

resource "aws_route53_zone" "delegated" {
  name              = "delegated.example.com"
  delegation_set_id = "N1PA6795SAMPLE"
}

resource "aws_route53_record" "network" {
  zone_id        = "Z0123456789EXAMPLE"
  name           = "network.delegated.example.com"
  type           = "A"
  ttl            = 60
  records        = ["192.0.2.8"]
  set_identifier = "office"

  cidr_routing_policy {
    collection_id = "2ac99427-3a22-4ea9-8a8d-d3b1b8b0f2e1"
    location_name = "office"
  }
}

resource "aws_route53_record" "distance" {
  zone_id        = "Z0123456789EXAMPLE"
  name           = "distance.delegated.example.com"
  type           = "A"
  ttl            = 60
  records        = ["192.0.2.9"]
  set_identifier = "north"

  geoproximity_routing_policy {
    bias = 10

    coordinates {
      latitude  = "49.22"
      longitude = "-74.01"
    }
  }
}

resource "aws_acm_certificate" "mail" {
  domain_name       = "mail.example.com"
  validation_method = "EMAIL"
  key_algorithm     = "EC_prime256v1"

  validation_option {
    domain_name       = "mail.example.com"
    validation_domain = "example.com"
  }
}

resource "aws_acm_certificate" "inside" {
  domain_name               = "app.inside.example.com"
  certificate_authority_arn = "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/12345678-1234-1234-1234-123456789012"
  early_renewal_duration    = "P90D"
}

resource "aws_acm_certificate" "brought" {
  certificate_body  = "-----BEGIN CERTIFICATE-----\nTm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n"
  certificate_chain = "-----BEGIN CERTIFICATE-----\nTm90IGEgY2hhaW4=\n-----END CERTIFICATE-----\n"
  private_key       = "not-a-secret"
}
