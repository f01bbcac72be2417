variable "vpc_id" {}

resource "aws_security_group" "web" {
  vpc_id = var.vpc_id
}

output "group_id" {
  value = aws_security_group.web.id
}
