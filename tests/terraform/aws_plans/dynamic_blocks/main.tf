variable "rules" {
  type = list(object({
    port  = number
    cidrs = optional(list(string), ["10.0.0.0/8"])
    note  = optional(string)
  }))
  default = [
    { port = "22", note = "ssh" },
    { port = 443, cidrs = ["0.0.0.0/0"] },
  ]
}

variable "log_bucket" { default = null }
variable "tags" { default = { a = 1, b = true } }

resource "aws_security_group" "sg" {
  name_prefix = "dyn-"
  dynamic "ingress" {
    for_each = var.rules
    iterator = rule
    content {
      description = coalesce(rule.value.note, "rule ${rule.key}")
      from_port   = rule.value.port
      to_port     = rule.value.port
      protocol    = "tcp"
      cidr_blocks = rule.value.cidrs
    }
  }
}

resource "aws_lb" "lb" {
  name    = "dyn"
  subnets = ["subnet-1"]
  dynamic "access_logs" {
    for_each = var.log_bucket[*]
    content {
      bucket = access_logs.value
    }
  }
}

resource "aws_autoscaling_group" "asg" {
  name               = "dyn"
  min_size           = 1
  max_size           = 2
  availability_zones = ["us-east-1a"]
  launch_template {
    id      = "lt-1"
    version = "$Latest"
  }
  dynamic "tag" {
    for_each = var.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}

resource "aws_dynamodb_table" "t" {
  name           = "dyn"
  hash_key       = "id"
  range_key      = "at"
  read_capacity  = "5"
  write_capacity = "5"
  dynamic "attribute" {
    for_each = { id = "S", at = "N", kind = "S" }
    content {
      name = attribute.key
      type = attribute.value
    }
  }
  global_secondary_index {
    name            = "kind"
    hash_key        = "kind"
    projection_type = "ALL"
    read_capacity   = "1"
    write_capacity  = 1
  }
  ttl {
    attribute_name = "expires"
    enabled        = "true"
  }
  point_in_time_recovery {
    enabled = true
  }
}
