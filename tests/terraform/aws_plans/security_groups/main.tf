variable "ports" { default = [80, 443] }

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = "true"
}

resource "aws_security_group" "blocks" {
  name   = "blocks"
  vpc_id = aws_vpc.main.id
  dynamic "ingress" {
    for_each = var.ports
    content {
      description = "port ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
  egress {
    from_port        = "0"
    to_port          = "0"
    protocol         = "-1"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_security_group" "attribute" {
  name = "attribute"
  ingress = [{
    description      = "ssh"
    from_port        = "22"
    to_port          = 22
    protocol         = "tcp"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = null
    prefix_list_ids  = null
    security_groups  = null
    self             = "true"
  }]
  egress = []
}

resource "aws_security_group_rule" "https" {
  type              = "ingress"
  from_port         = "443"
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = [aws_vpc.main.cidr_block]
  security_group_id = aws_security_group.blocks.id
}

resource "aws_vpc_security_group_ingress_rule" "one" {
  for_each          = { web = 80, alt = 8080 }
  security_group_id = "sg-12345678"
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = each.value
  to_port           = each.value
  ip_protocol       = "tcp"
  tags              = { Name = each.key }
}

resource "aws_network_acl" "acl" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol   = "tcp"
    rule_no    = "100"
    action     = "allow"
    cidr_block = "10.3.0.0/18"
    from_port  = 80
    to_port    = 80
  }
}

resource "aws_default_security_group" "default" {
  vpc_id = "vpc-12345678"
}

output "ports" { value = [for rule in aws_security_group.blocks.ingress : rule.from_port] }
