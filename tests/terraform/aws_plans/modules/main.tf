variable "services" {
  default = {
    api = { port = "8080", public = "true" }
    job = { port = 9090 }
  }
}

module "service" {
  source   = "./service"
  for_each = var.services
  name     = each.key
  port     = each.value.port
  public   = try(each.value.public, false)
}

module "off" {
  source = "./service"
  count  = 0
  name   = "off"
  port   = 1
}

resource "aws_security_group_rule" "from_service" {
  for_each                 = module.service
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = each.value.port
  to_port                  = each.value.port
  security_group_id        = "sg-12345678"
  source_security_group_id = each.value.group
}

output "ports" { value = { for k, m in module.service : k => m.port } }
