resource "aws_vpc" "main" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}

resource "aws_vpc" "peer" {
  cidr_block = "10.9.0.0/16"
}

# Nothing but what adopts its own parts, so that it can be deleted.
resource "aws_vpc" "short" {
  cidr_block = "10.8.0.0/16"
}

resource "aws_default_route_table" "short" {
  default_route_table_id = aws_vpc.short.default_route_table_id
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_internet_gateway" "plain" {
}

resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { team = "core" }
}

resource "aws_egress_only_internet_gateway" "plain" {
  vpc_id = aws_vpc.peer.id
}

resource "aws_eip" "gateway" {
  domain = "vpc"
  tags   = { team = "core" }
}

resource "aws_eip" "interface" {
  network_interface         = aws_network_interface.main.id
  associate_with_private_ip = "10.0.1.50"
}

resource "aws_eip" "brought" {
  address = "203.0.113.9"
}

resource "aws_eip" "plain" {
}

resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.main.id
  allocation_id = aws_eip.gateway.id
  tags          = { team = "core" }
}

resource "aws_nat_gateway" "private" {
  subnet_id         = aws_subnet.main.id
  connectivity_type = "private"
}

resource "aws_network_interface" "main" {
  subnet_id   = aws_subnet.main.id
  private_ips = ["10.0.1.50"]
}

resource "aws_vpc_peering_connection" "main" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.peer.id
  auto_accept = true
  tags        = { team = "core" }
  accepter {
    allow_remote_vpc_dns_resolution = true
  }
  requester {
    allow_remote_vpc_dns_resolution = true
  }
}

resource "aws_vpc_peering_connection" "plain" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.short.id
}

resource "aws_vpc_dhcp_options" "main" {
  domain_name          = "corp.example.com"
  domain_name_servers  = ["10.0.0.2", "10.0.0.3"]
  ntp_servers          = ["10.0.0.4"]
  netbios_name_servers = ["10.0.0.5"]
  netbios_node_type    = "2"
  tags                 = { team = "core" }
}

resource "aws_vpc_dhcp_options" "plain" {
  domain_name_servers = ["AmazonProvidedDNS"]
}

resource "aws_ec2_transit_gateway" "main" {
}

resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
  vpc_id             = aws_vpc.main.id
  subnet_ids         = [aws_subnet.main.id]
}

resource "aws_ec2_carrier_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_ec2_managed_prefix_list" "main" {
  name           = "partners"
  address_family = "IPv4"
  max_entries    = 2
  entry { cidr = "192.0.2.0/25" }
}

resource "aws_vpc_endpoint" "balancer" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.vpce.eu-west-1.vpce-svc-0e123abc123198abc"
  vpc_endpoint_type = "GatewayLoadBalancer"
  subnet_ids        = [aws_subnet.main.id]
}

# Routes inside.
resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    ipv6_cidr_block        = "::/0"
    egress_only_gateway_id = aws_egress_only_internet_gateway.main.id
  }
  route {
    cidr_block                = "10.9.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.main.id
  }
  tags = { team = "core" }
}

# Routes as resources of their own.
resource "aws_route_table" "split" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "plain" {
  vpc_id = aws_vpc.peer.id
}

resource "aws_route_table" "new_main" {
  vpc_id = aws_vpc.peer.id
}

resource "aws_main_route_table_association" "peer" {
  vpc_id         = aws_vpc.peer.id
  route_table_id = aws_route_table.new_main.id
}

resource "aws_main_route_table_association" "short" {
  vpc_id         = aws_vpc.short.id
  route_table_id = aws_vpc.short.main_route_table_id
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main.id
  }
  tags = { team = "core" }
}

resource "aws_route_table_association" "subnet" {
  subnet_id      = aws_subnet.main.id
  route_table_id = aws_route_table.inline.id
}

resource "aws_route_table_association" "gateway" {
  gateway_id     = aws_internet_gateway.main.id
  route_table_id = aws_route_table.plain.id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route" "internet6" {
  route_table_id              = aws_route_table.split.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}

resource "aws_route" "partners" {
  route_table_id             = aws_route_table.split.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.main.id
  nat_gateway_id             = aws_nat_gateway.main.id
}

resource "aws_route" "interface" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "10.20.0.0/16"
  network_interface_id   = aws_network_interface.main.id
}

resource "aws_route" "transit" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "10.30.0.0/16"
  transit_gateway_id     = aws_ec2_transit_gateway.main.id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.main]
}

resource "aws_route" "carrier" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "10.40.0.0/16"
  carrier_gateway_id     = aws_ec2_carrier_gateway.main.id
}

resource "aws_route" "endpoint" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "10.50.0.0/16"
  vpc_endpoint_id        = aws_vpc_endpoint.balancer.id
}

resource "aws_route" "peer" {
  route_table_id            = aws_route_table.split.id
  destination_cidr_block    = "10.9.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.main.id
}

# The two the server cannot have: see constructed.py.
resource "aws_route" "outpost" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "10.60.0.0/16"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route" "core" {
  route_table_id         = aws_route_table.split.id
  destination_cidr_block = "10.70.0.0/16"
  gateway_id             = aws_internet_gateway.main.id
}
