resource "aws_wafv2_ip_set" "main" {
  name               = "office"
  scope              = "REGIONAL"
  description        = "Where we sit"
  ip_address_version = "IPV6"
  addresses          = ["2001:db8:0:0::/64", "2001:db8:1::/64"]
  tags               = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_wafv2_ip_set" "plain" {
  name               = "plain"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
}

resource "aws_wafv2_web_acl" "main" {
  name          = "main"
  scope         = "REGIONAL"
  description   = "Of the shop"
  token_domains = ["example.com", "example.net"]
  tags          = { team = "core" }

  default_action {
    block {
      custom_response {
        response_code            = 418
        custom_response_body_key = "teapot"

        response_header {
          name  = "x-stopped"
          value = "yes"
        }
      }
    }
  }

  custom_response_body {
    key          = "teapot"
    content      = "short and stout"
    content_type = "TEXT_PLAIN"
  }

  custom_response_body {
    key          = "json"
    content      = "{}"
    content_type = "APPLICATION_JSON"
  }

  captcha_config {
    immunity_time_property {
      immunity_time = 120
    }
  }

  challenge_config {
    immunity_time_property {
      immunity_time = 400
    }
  }

  association_config {
    request_body {
      api_gateway {
        default_size_inspection_limit = "KB_64"
      }
      cognito_user_pool {
        default_size_inspection_limit = "KB_32"
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "main"
    sampled_requests_enabled   = false
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      captcha {
        custom_request_handling {
          insert_header {
            name  = "x-rate"
            value = "high"
          }
        }
      }
    }

    captcha_config {
      immunity_time_property {
        immunity_time = 240
      }
    }

    rule_label {
      name = "rate"
    }

    statement {
      rate_based_statement {
        limit                 = 1000
        aggregate_key_type    = "CUSTOM_KEYS"
        evaluation_window_sec = 600

        custom_key {
          header {
            name = "x-key"

            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }

        custom_key {
          ip {}
        }

        scope_down_statement {
          not_statement {
            statement {
              geo_match_statement {
                country_codes = ["DE", "FR"]
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "rate"
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "common"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
        version     = "Version_1.5"

        rule_action_override {
          name = "SizeRestrictions_BODY"

          action_to_use {
            count {}
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "mixed"
    priority = 3

    action {
      block {}
    }

    statement {
      and_statement {
        statement {
          byte_match_statement {
            positional_constraint = "STARTS_WITH"
            search_string         = "/admin"

            field_to_match {
              uri_path {}
            }

            text_transformation {
              priority = 1
              type     = "LOWERCASE"
            }

            text_transformation {
              priority = 2
              type     = "URL_DECODE"
            }
          }
        }

        statement {
          not_statement {
            statement {
              ip_set_reference_statement {
                arn = aws_wafv2_ip_set.main.arn

                ip_set_forwarded_ip_config {
                  fallback_behavior = "NO_MATCH"
                  header_name       = "X-Forwarded-For"
                  position          = "FIRST"
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "mixed"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "any"
    priority = 4

    action {
      count {}
    }

    statement {
      or_statement {
        statement {
          sqli_match_statement {
            sensitivity_level = "HIGH"

            field_to_match {
              body {
                oversize_handling = "MATCH"
              }
            }

            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }

        statement {
          size_constraint_statement {
            comparison_operator = "GT"
            size                = 100

            field_to_match {
              json_body {
                match_scope               = "ALL"
                invalid_fallback_behavior = "MATCH"

                match_pattern {
                  included_paths = ["/one", "/two"]
                }
              }
            }

            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }

        statement {
          regex_match_statement {
            regex_string = "^bad"

            field_to_match {
              headers {
                match_scope       = "VALUE"
                oversize_handling = "CONTINUE"

                match_pattern {
                  all {}
                }
              }
            }

            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }

        statement {
          label_match_statement {
            scope = "LABEL"
            key   = "rate"
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "any"
      sampled_requests_enabled   = true
    }
  }
}

resource "aws_wafv2_web_acl" "plain" {
  name  = "plain"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "plain"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl" "text" {
  name  = "text"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule_json = jsonencode([{
    Name     = "known"
    Priority = 0
    OverrideAction = {
      None = {}
    }
    Statement = {
      ManagedRuleGroupStatement = {
        VendorName = "AWS"
        Name       = "AWSManagedRulesKnownBadInputsRuleSet"
      }
    }
    VisibilityConfig = {
      CloudwatchMetricsEnabled = true
      MetricName               = "known"
      SampledRequestsEnabled   = true
    }
  }])

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "text"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "main" {
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/main/50dc6c495c0c9188"
  web_acl_arn  = aws_wafv2_web_acl.main.arn
}

# Of a kind that is not listed: it is asked for by its ARN.
resource "aws_wafv2_web_acl_association" "gateway" {
  resource_arn = "arn:aws:bedrock-agentcore:eu-west-1:123456789012:gateway/main-abcdefghij"
  web_acl_arn  = aws_wafv2_web_acl.main.arn
}
