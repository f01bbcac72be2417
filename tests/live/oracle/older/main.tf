# Load balancers by the older names of their types, beside one by the newer names.

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

resource "aws_alb" "main" {
  name                       = "older"
  internal                   = true
  subnets                    = [aws_subnet.a.id, aws_subnet.b.id]
  drop_invalid_header_fields = true
  tags                       = { team = "core" }
}

resource "aws_lb" "newer" {
  name     = "newer"
  internal = true
  subnets  = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_alb_target_group" "main" {
  name        = "older"
  vpc_id      = aws_vpc.main.id
  port        = 8443
  protocol    = "HTTPS"
  target_type = "ip"
  tags        = { team = "core" }
}

resource "aws_alb_target_group" "plain" {
  name     = "plain"
  vpc_id   = aws_vpc.main.id
  port     = 80
  protocol = "HTTP"
}

resource "aws_lb_target_group" "newer" {
  name     = "newer"
  vpc_id   = aws_vpc.main.id
  port     = 80
  protocol = "HTTP"
}

resource "aws_alb_listener" "main" {
  load_balancer_arn = aws_alb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:iam::123456789012:server-certificate/web"
  tags              = { team = "core" }
  default_action {
    type             = "forward"
    target_group_arn = aws_alb_target_group.main.arn
  }
}

# The names may be mixed.
resource "aws_alb_listener" "mixed" {
  load_balancer_arn = aws_lb.newer.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_alb_target_group.main.arn
  }
}

resource "aws_lb_listener" "newer" {
  load_balancer_arn = aws_alb.main.arn
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_alb_listener_rule" "main" {
  listener_arn = aws_alb_listener.main.arn
  priority     = 10
  tags         = { team = "core" }
  action {
    type             = "forward"
    target_group_arn = aws_alb_target_group.main.arn
  }
  condition {
    path_pattern {
      values = ["/api/*"]
    }
  }
}

resource "aws_lb_listener_rule" "newer" {
  listener_arn = aws_alb_listener.main.arn
  priority     = 20
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.newer.arn
  }
  condition {
    path_pattern {
      values = ["/new/*"]
    }
  }
}

resource "aws_alb_target_group_attachment" "main" {
  target_group_arn = aws_alb_target_group.main.arn
  target_id        = "10.0.1.10"
  port             = 8080
}

resource "aws_lb_target_group_attachment" "newer" {
  target_group_arn = aws_alb_target_group.main.arn
  target_id        = "10.0.1.11"
}
