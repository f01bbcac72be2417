variable "name" { type = string }
variable "port" { type = number }
variable "public" {
  type    = bool
  default = false
}

resource "aws_security_group" "sg" {
  name = var.name
  ingress {
    from_port   = var.port
    to_port     = var.port
    protocol    = "tcp"
    cidr_blocks = var.public ? ["0.0.0.0/0"] : ["10.0.0.0/8"]
  }
}

resource "aws_ssm_parameter" "port" {
  name  = "/${var.name}/port"
  type  = "String"
  value = aws_security_group.sg.ingress[*].from_port == tolist([var.port]) ? var.port : var.port
}

output "port" { value = tostring(var.port) }
output "group" { value = aws_security_group.sg.id }
