resource "aws_cloudfront_distribution" "rich" {
  enabled             = true
  aliases             = ["www.example.com", "example.com"]
  comment             = "Shop"
  default_root_object = "index.html"
  http_version        = "http2and3"
  is_ipv6_enabled     = true
  price_class         = "PriceClass_100"
  staging             = true
  web_acl_id          = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/a1b2"

  continuous_deployment_policy_id = "cdp-1"

  origin {
    origin_id                = "assets"
    domain_name              = "assets.s3.eu-west-1.amazonaws.com"
    origin_path              = "/live"
    origin_access_control_id = "E2OAC"
    connection_attempts      = 2
    connection_timeout       = 5
    origin_shield {
      enabled              = true
      origin_shield_region = "eu-west-1"
    }
  }
  origin {
    origin_id   = "shop"
    domain_name = "shop.example.com"
    custom_header {
      name  = "x-from"
      value = "cdn"
    }
    custom_origin_config {
      http_port                = 80
      https_port               = 443
      origin_protocol_policy   = "https-only"
      origin_ssl_protocols     = ["TLSv1.2"]
      origin_keepalive_timeout = 20
      origin_read_timeout      = 40
    }
  }
  origin {
    origin_id   = "old"
    domain_name = "old.s3.eu-west-1.amazonaws.com"
    s3_origin_config {
      origin_access_identity = "origin-access-identity/cloudfront/E1OAI"
    }
  }
  origin {
    origin_id   = "inside"
    domain_name = "inside.example.com"
    vpc_origin_config {
      vpc_origin_id = "vo_1"
    }
  }
  origin_group {
    origin_id = "both"
    failover_criteria {
      status_codes = [500, 502]
    }
    member {
      origin_id = "assets"
    }
    member {
      origin_id = "old"
    }
  }
  default_cache_behavior {
    target_origin_id           = "both"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    smooth_streaming           = true
    min_ttl                    = 10
    default_ttl                = 100
    max_ttl                    = 1000
    cache_policy_id            = "cp-1"
    origin_request_policy_id   = "orp-1"
    response_headers_policy_id = "rhp-1"
    realtime_log_config_arn    = "arn:aws:cloudfront::123456789012:realtime-log-config/shop"
    field_level_encryption_id  = "fle-1"
    trusted_key_groups         = ["kg-1"]
    trusted_signers            = ["self"]
    grpc_config {
      enabled = true
    }
    function_association {
      event_type   = "viewer-request"
      function_arn = "arn:aws:cloudfront::123456789012:function/rewrite"
    }
    lambda_function_association {
      event_type   = "origin-request"
      lambda_arn   = "arn:aws:lambda:us-east-1:123456789012:function:edge:3"
      include_body = true
    }
  }
  ordered_cache_behavior {
    path_pattern           = "/api/*"
    target_origin_id       = "shop"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods         = ["GET", "HEAD"]
    min_ttl                = 0
    default_ttl            = 60
    max_ttl                = 600
    forwarded_values {
      query_string            = true
      query_string_cache_keys = ["q"]
      headers                 = ["Authorization"]
      cookies {
        forward           = "whitelist"
        whitelisted_names = ["session"]
      }
    }
  }
  ordered_cache_behavior {
    path_pattern           = "/old/*"
    target_origin_id       = "old"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "cp-2"
  }
  custom_error_response {
    error_code            = 404
    error_caching_min_ttl = 30
    response_code         = 200
    response_page_path    = "/404.html"
  }
  logging_config {
    bucket          = "logs.s3.amazonaws.com"
    include_cookies = true
    prefix          = "cdn/"
  }
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["DE", "AT"]
    }
  }
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/a1"
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
  tags = { team = "core" }
}

# One that is served under the certificate of an IAM server certificate, with legacy settings.
resource "aws_cloudfront_distribution" "legacy" {
  enabled = false
  origin {
    origin_id   = "site"
    domain_name = "site.example.com"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "match-viewer"
      origin_ssl_protocols   = ["TLSv1"]
    }
  }
  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    default_ttl            = 60
    max_ttl                = 600
    forwarded_values {
      query_string = true
      cookies {
        forward = "all"
      }
    }
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    iam_certificate_id       = "ASCAEXAMPLE"
    minimum_protocol_version = "TLSv1"
    ssl_support_method       = "vip"
  }
}
