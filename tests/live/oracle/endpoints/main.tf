resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}

resource "aws_security_group" "main" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "other" {
  name   = "others"
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_endpoint" "gateway" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.main.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject"]
      Resource  = ["arn:aws:s3:::example-logs/*"]
    }]
  })
  tags = { team = "core" }
}

resource "aws_vpc_endpoint" "interface" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.kms"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main.id]
  security_group_ids  = [aws_security_group.main.id]
  private_dns_enabled = true
}

# Nothing more is said of this one; see constructed.py.
resource "aws_vpc_endpoint" "plain" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.eu-west-1.dynamodb"
}

resource "aws_flow_log" "vpc" {
  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  iam_role_arn             = "arn:aws:iam::123456789012:role/flow-logs"
  log_destination          = "arn:aws:logs:eu-west-1:123456789012:log-group:flows"
  log_format               = "$${version} $${srcaddr} $${dstaddr} $${action}"
  max_aggregation_interval = 60
  tags                     = { team = "core" }
}

resource "aws_flow_log" "subnet" {
  subnet_id            = aws_subnet.main.id
  traffic_type         = "REJECT"
  log_destination_type = "kinesis-data-firehose"
  log_destination      = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/flows"
}

resource "aws_flow_log" "interface" {
  eni_id         = aws_network_interface.main.id
  traffic_type   = "ALL"
  iam_role_arn   = "arn:aws:iam::123456789012:role/flow-logs"
  log_group_name = "flows"
}

# Of a transit gateway and its attachment, and into files: see constructed.py.
resource "aws_flow_log" "transit" {
  subnet_id            = aws_subnet.other.id
  traffic_type         = "ALL"
  log_destination_type = "kinesis-data-firehose"
  log_destination      = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/transit"
}

resource "aws_flow_log" "attachment" {
  subnet_id            = aws_subnet.other.id
  traffic_type         = "REJECT"
  log_destination_type = "kinesis-data-firehose"
  log_destination      = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/attachment"
}

resource "aws_network_interface" "main" {
  subnet_id         = aws_subnet.main.id
  description       = "of the proxy"
  private_ips       = ["10.0.1.50", "10.0.1.51"]
  security_groups   = [aws_security_group.main.id]
  source_dest_check = false
  tags              = { team = "core" }
}

# Nothing more is said of this one; see constructed.py.
resource "aws_network_interface" "plain" {
  subnet_id = aws_subnet.main.id
}
