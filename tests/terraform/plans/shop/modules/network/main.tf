variable "name" {}
variable "cidr" {}
variable "subnets" {}
variable "tags" {
  default = null
}

resource "aws_vpc" "main" {
  cidr_block = var.cidr
  tags       = merge(var.tags, { Name = var.name })
}

resource "aws_subnet" "main" {
  for_each = var.subnets

  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value.index)
  map_public_ip_on_launch = each.value.public
  tags                    = { Name = join("-", [var.name, each.key]) }
}

output "vpc_id" {
  value = aws_vpc.main.id
}

output "subnets" {
  value = { for key, subnet in aws_subnet.main : key => subnet.id }
}

output "cidrs" {
  value = values(aws_subnet.main)[*].cidr_block
}
