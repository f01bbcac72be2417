resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

# Nothing but what adopts its own parts, so that it can be deleted.
resource "aws_vpc" "short" {
  cidr_block = "10.8.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}

# Rules inside.
resource "aws_network_acl" "inline" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main.id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    cidr_block = "10.0.0.0/8"
    from_port  = 443
    to_port    = 443
  }
  ingress {
    rule_no         = 110
    action          = "deny"
    protocol        = "-1"
    ipv6_cidr_block = "2001:db8::/32"
    from_port       = 0
    to_port         = 0
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "icmp"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
    icmp_type  = 8
    icmp_code  = -1
  }
  tags = { team = "core" }
}

# Rules as resources of their own.
resource "aws_network_acl" "split" {
  vpc_id = aws_vpc.main.id
}

resource "aws_network_acl" "plain" {
  vpc_id = aws_vpc.main.id
}

resource "aws_network_acl_rule" "web" {
  network_acl_id = aws_network_acl.split.id
  rule_number    = 100
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "10.0.0.0/8"
  from_port      = 443
  to_port        = 443
}

resource "aws_network_acl_rule" "ping" {
  network_acl_id  = aws_network_acl.split.id
  rule_number     = 200
  egress          = true
  protocol        = "58"
  rule_action     = "deny"
  ipv6_cidr_block = "2001:db8::/32"
  icmp_type       = 128
  icmp_code       = 1
}

resource "aws_network_acl_rule" "all" {
  network_acl_id = aws_network_acl.split.id
  rule_number    = 300
  protocol       = "-1"
  rule_action    = "deny"
  cidr_block     = "192.0.2.0/24"
  from_port      = 0
  to_port        = 65535
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "udp"
    cidr_block = "10.0.0.0/8"
    from_port  = 53
    to_port    = 53
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  subnet_ids = [aws_subnet.other.id]
  tags       = { team = "core" }
}

resource "aws_default_network_acl" "short" {
  default_network_acl_id = aws_vpc.short.default_network_acl_id
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
  tags = { team = "core" }
}

resource "aws_default_security_group" "short" {
  vpc_id = aws_vpc.short.id
}

resource "aws_ec2_managed_prefix_list" "main" {
  name           = "partners"
  address_family = "IPv4"
  max_entries    = 3
  entry {
    cidr        = "192.0.2.0/25"
    description = "first"
  }
  entry { cidr = "198.51.100.0/24" }
  tags = { team = "core" }
}

resource "aws_ec2_managed_prefix_list" "plain" {
  name           = "empty"
  address_family = "IPv6"
  max_entries    = 1
}

resource "aws_security_group" "main" {
  name        = "web"
  description = "of the web servers"
  vpc_id      = aws_vpc.main.id
  ingress {
    description = "clients"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { team = "core" }
}

resource "aws_security_group" "plain" {
  name   = "plain"
  vpc_id = aws_vpc.main.id
}
