resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}

resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.3.0/24"
  availability_zone = "eu-west-1c"
}

resource "aws_security_group" "main" {
  name   = "balancer"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "other" {
  name   = "others"
  vpc_id = aws_vpc.main.id
}

resource "aws_lb" "main" {
  name                                        = "web"
  internal                                    = true
  ip_address_type                             = "dualstack"
  security_groups                             = [aws_security_group.main.id]
  subnets                                     = [aws_subnet.a.id, aws_subnet.b.id]
  enable_deletion_protection                  = true
  enable_cross_zone_load_balancing            = true
  enable_http2                                = false
  enable_tls_version_and_cipher_suite_headers = true
  enable_waf_fail_open                        = true
  enable_xff_client_port                      = true
  enable_zonal_shift                          = true
  drop_invalid_header_fields                  = true
  preserve_host_header                        = true
  desync_mitigation_mode                      = "strictest"
  xff_header_processing_mode                  = "remove"
  idle_timeout                                = 120
  client_keep_alive                           = 900
  access_logs {
    bucket  = "example-logs"
    prefix  = "web"
    enabled = true
  }
  connection_logs {
    bucket  = "example-logs"
    prefix  = "connections"
    enabled = true
  }
  tags = { team = "core" }
}

resource "aws_lb" "network" {
  name                             = "tcp"
  load_balancer_type               = "network"
  dns_record_client_routing_policy = "availability_zone_affinity"
  enable_cross_zone_load_balancing = true
  subnet_mapping {
    subnet_id     = aws_subnet.a.id
    allocation_id = aws_eip.main.id
  }
}

resource "aws_eip" "main" {
  domain = "vpc"
}

# Nothing more is said of this one.
resource "aws_lb" "plain" {
  name    = "plain"
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_lb_target_group" "main" {
  name                              = "web"
  vpc_id                            = aws_vpc.main.id
  port                              = 8443
  protocol                          = "HTTPS"
  protocol_version                  = "HTTP2"
  target_type                       = "ip"
  ip_address_type                   = "ipv6"
  deregistration_delay              = 30
  slow_start                        = 60
  load_balancing_algorithm_type     = "weighted_random"
  load_balancing_anomaly_mitigation = "on"
  load_balancing_cross_zone_enabled = "true"
  health_check {
    enabled             = true
    healthy_threshold   = 4
    unhealthy_threshold = 5
    interval            = 20
    timeout             = 10
    path                = "/health"
    port                = "8080"
    protocol            = "HTTP"
    matcher             = "200-299"
  }
  stickiness {
    enabled         = true
    type            = "app_cookie"
    cookie_name     = "session"
    cookie_duration = 3600
  }
  target_group_health {
    dns_failover {
      minimum_healthy_targets_count      = "2"
      minimum_healthy_targets_percentage = "50"
    }
    unhealthy_state_routing {
      minimum_healthy_targets_count      = 3
      minimum_healthy_targets_percentage = "60"
    }
  }
  tags = { team = "core" }
}

resource "aws_lb_target_group" "network" {
  name                   = "tcp"
  vpc_id                 = aws_vpc.main.id
  port                   = 5432
  protocol               = "TLS"
  connection_termination = true
  preserve_client_ip     = "false"
  proxy_protocol_v2      = true
  target_health_state {
    enable_unhealthy_connection_termination = false
    unhealthy_draining_interval             = 600
  }
}

resource "aws_lb_target_group" "function" {
  name                               = "function"
  target_type                        = "lambda"
  lambda_multi_value_headers_enabled = true
}

resource "aws_lb_target_group" "gateway" {
  name     = "gateway"
  vpc_id   = aws_vpc.main.id
  port     = 6081
  protocol = "GENEVE"
  target_failover {
    on_deregistration = "rebalance"
    on_unhealthy      = "rebalance"
  }
}

resource "aws_lb_target_group" "plain" {
  name     = "plain"
  vpc_id   = aws_vpc.main.id
  port     = 80
  protocol = "HTTP"
}

resource "aws_lb_target_group_attachment" "main" {
  target_group_arn  = aws_lb_target_group.main.arn
  target_id         = "10.0.1.10"
  port              = 9443
  availability_zone = "all"
}

resource "aws_lb_target_group_attachment" "plain" {
  target_group_arn = aws_lb_target_group.main.arn
  target_id        = "10.0.1.11"
}

resource "aws_lb_listener" "secure" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:iam::123456789012:server-certificate/web"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main.arn
  }
  tags = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_lb_listener" "plain" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "network" {
  load_balancer_arn        = aws_lb.network.arn
  port                     = 5432
  protocol                 = "TLS"
  certificate_arn          = "arn:aws:iam::123456789012:server-certificate/tcp"
  alpn_policy              = "HTTP2Preferred"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.network.arn
  }
}

resource "aws_lb_listener" "slow" {
  load_balancer_arn        = aws_lb.network.arn
  port                     = 5433
  protocol                 = "TCP"
  tcp_idle_timeout_seconds = 600
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.network.arn
  }
}

resource "aws_lb_listener_rule" "main" {
  listener_arn = aws_lb_listener.secure.arn
  priority     = 10
  action {
    type = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn       = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_example"
      user_pool_client_id = "client"
      user_pool_domain    = "login"
    }
  }
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.main.arn
        weight = 80
      }
      target_group {
        arn    = aws_lb_target_group.plain.arn
        weight = 20
      }
      stickiness {
        enabled  = true
        duration = 600
      }
    }
  }
  condition {
    host_header { values = ["*.example.com", "example.org"] }
  }
  condition {
    path_pattern { values = ["/admin/*"] }
  }
  condition {
    source_ip { values = ["10.0.0.0/8"] }
  }
  tags = { team = "core" }
}

resource "aws_lb_listener_rule" "plain" {
  listener_arn = aws_lb_listener.plain.arn
  priority     = 20
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "no"
      status_code  = "403"
    }
  }
  condition {
    http_header {
      http_header_name = "X-Forwarded-For"
      values           = ["192.168.1.*"]
    }
  }
  condition {
    http_request_method { values = ["DELETE"] }
  }
  condition {
    query_string {
      key   = "debug"
      value = "true"
    }
  }
}
