variable "certificate" { default = null }

resource "aws_lb" "main" {
  name                       = "main"
  internal                   = "false"
  load_balancer_type         = "application"
  security_groups            = ["sg-1", "sg-2"]
  subnets                    = ["subnet-1", "subnet-2"]
  drop_invalid_header_fields = true
  idle_timeout               = "120"
  enable_deletion_protection = "true"
  access_logs {
    bucket  = "logs"
    enabled = "true"
  }
}

resource "aws_lb_target_group" "app" {
  for_each    = { blue = 8080, green = 8081 }
  name        = "app-${each.key}"
  port        = each.value
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = "vpc-12345678"
  health_check {
    path                = "/health"
    matcher             = 200
    interval            = "15"
    healthy_threshold   = "2"
    unhealthy_threshold = 3
  }
  stickiness {
    type            = "lb_cookie"
    cookie_duration = "3600"
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = "80"
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = 443
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  count             = var.certificate == null ? 0 : 1
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app["blue"].arn
  }
}

resource "aws_lb_listener_rule" "weighted" {
  listener_arn = aws_lb_listener.http.arn
  priority     = "10"
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.app["blue"].arn
        weight = "80"
      }
      target_group {
        arn    = aws_lb_target_group.app["green"].arn
        weight = 20
      }
    }
  }
  condition {
    path_pattern {
      values = ["/a/*", "/b/*"]
    }
  }
}
