variable "name" {}

resource "aws_sns_topic" "t" {
  name = var.name
  tags = { name = var.name }
}

module "grandchild" {
  source = "../grandchild"
  name   = "${var.name}-deep"
}

output "tags" { value = aws_sns_topic.t.tags_all }
