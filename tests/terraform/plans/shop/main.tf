locals {
  name   = "shop-${var.environment}"
  tags   = merge({ Project = "shop", Environment = var.environment }, var.extra_tags)
  public = [for name, subnet in var.subnets : name if subnet.public]
  rules = flatten([
    for port in var.ports : [
      for cidr in var.cidrs : { port = port, cidr = cidr, key = "${port}-${replace(cidr, "/[./]/", "-")}" }
    ]
  ])
}

module "network" {
  source   = "./modules/network"
  for_each = { a = "10.0.0.0/16", b = "10.1.0.0/16" }

  name    = "${local.name}-${each.key}"
  cidr    = each.value
  subnets = var.subnets
  tags    = local.tags
}

module "none" {
  source = "./modules/network"
  count  = var.environment == "test" ? 1 : 0

  name    = "none"
  cidr    = "10.9.0.0/16"
  subnets = {}
}

resource "aws_s3_bucket" "logs" {
  bucket        = "${local.name}-logs"
  force_destroy = var.environment != "prod"
  tags          = local.tags
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "arn:aws:s3:::${aws_s3_bucket.logs.bucket}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_security_group" "web" {
  name        = format("%s-web", local.name)
  description = "web ${length(local.rules)}"
  vpc_id      = module.network["a"].vpc_id

  dynamic "ingress" {
    for_each = { for rule in local.rules : rule.key => rule }
    iterator = it
    content {
      from_port   = it.value.port
      to_port     = it.value.port
      protocol    = "tcp"
      cidr_blocks = [it.value.cidr]
      description = it.key
    }
  }
}

resource "aws_instance" "web" {
  count = 2

  ami           = "ami-12345678"
  instance_type = lookup({ prod = "m5.large" }, var.environment, "t3.micro")
  subnet_id     = module.network["a"].subnets["one"]
  user_data     = templatefile("${path.module}/files/setup.sh.tftpl", { index = count.index, ports = var.ports })
  monitoring    = "true"

  root_block_device {
    volume_size = "20"
    encrypted   = var.encrypted
  }

  tags = { Name = "${local.name}-${count.index + 1}" }

  lifecycle {
    ignore_changes = [tags]
  }
}

resource "aws_eip" "none" {
  count = 0
}

resource "aws_ssm_parameter" "people" {
  for_each = { for person in csvdecode(file("${path.module}/files/people.csv")) : person.name => person }

  name  = "/${var.environment}/${each.key}"
  type  = "String"
  value = yamlencode({ age = tonumber(each.value.age), tags = sort(split(";", each.value.tags)) })
}

resource "aws_kms_key" "main" {
  description             = try(var.optional.description, "none")
  deletion_window_in_days = coalesce(var.optional.window, 7)
  enable_key_rotation     = can(regex("^p", var.environment)) ? true : false
  tags                    = { for k, v in local.tags : upper(k) => v if v != "" }
}

output "public" {
  value = local.public
}

output "subnet_cidrs" {
  value = { for key, network in module.network : key => network.cidrs }
}

output "ids" {
  value = aws_instance.web[*].id
}

output "types" {
  value = aws_instance.web[*].instance_type
}

output "none" {
  value = length(module.none)
}
