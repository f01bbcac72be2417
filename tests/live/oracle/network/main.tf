resource "aws_vpc" "main" {
  cidr_block                           = "10.0.0.0/16"
  instance_tenancy                     = "dedicated"
  enable_dns_support                   = false
  enable_dns_hostnames                 = true
  enable_network_address_usage_metrics = true
  tags                                 = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_vpc" "plain" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.1.0/24"
  availability_zone               = "eu-west-1a"
  map_public_ip_on_launch         = true
  tags                            = { team = "core" }
}

resource "aws_subnet" "plain" {
  vpc_id     = aws_vpc.plain.id
  cidr_block = "10.1.1.0/24"
}
