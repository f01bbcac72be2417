locals {
  cidr = "10.20.0.0/16"
  subnets = {
    for i, zone in ["a", "b", "c"] : zone => {
      cidr   = cidrsubnet(local.cidr, 4, i)
      public = i == 0
    }
  }
}

resource "aws_vpc" "main" {
  cidr_block                       = local.cidr
  enable_dns_support               = "true"
  assign_generated_ipv6_cidr_block = "true"
  tags                             = { Name = "main" }
}

resource "aws_subnet" "all" {
  for_each                = local.subnets
  vpc_id                  = aws_vpc.main.id
  cidr_block              = each.value.cidr
  availability_zone       = "us-east-1${each.key}"
  map_public_ip_on_launch = each.value.public
  tags = {
    Name = "main-${each.key}"
    Tier = each.value.public ? "public" : "private"
  }
}

resource "aws_internet_gateway" "gw" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.gw.id
  }
  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.gw.id
  }
}

resource "aws_route_table_association" "public" {
  for_each       = { for k, s in local.subnets : k => s if s.public }
  subnet_id      = aws_subnet.all[each.key].id
  route_table_id = aws_route_table.public.id
}

resource "aws_flow_log" "main" {
  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  log_destination_type     = "s3"
  log_destination          = "arn:aws:s3:::flow-logs"
  max_aggregation_interval = "60"
  destination_options {
    file_format        = "parquet"
    per_hour_partition = "true"
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.us-east-1.s3"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }]
  })
}

output "public" { value = [for s in aws_subnet.all : s.cidr_block if s.map_public_ip_on_launch] }
