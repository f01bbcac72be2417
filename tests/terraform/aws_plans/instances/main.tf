variable "environments" {
  default = {
    dev  = { size = "t3.micro", count = 1, public = true }
    prod = { size = "m6i.large", count = 2, public = false }
  }
}

locals {
  machines = merge([
    for env, spec in var.environments : {
      for i in range(spec.count) : "${env}-${i}" => merge(spec, { env = env })
    }
  ]...)
}

resource "aws_instance" "machine" {
  for_each                    = local.machines
  ami                         = "ami-12345678"
  instance_type               = each.value.size
  associate_public_ip_address = each.value.public
  monitoring                  = each.value.env == "prod" ? "true" : "false"
  user_data                   = <<-EOT
    #!/bin/sh
    echo ${each.key}
  EOT
  root_block_device {
    volume_size = "50"
    encrypted   = "true"
  }
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = "1"
  }
  dynamic "ebs_block_device" {
    for_each = each.value.env == "prod" ? [100] : []
    content {
      device_name = "/dev/sdf"
      volume_size = ebs_block_device.value
      encrypted   = true
    }
  }
  tags = { Name = each.key }
}

resource "aws_eip" "ip" {
  for_each = { for k, m in local.machines : k => m if m.public }
  instance = aws_instance.machine[each.key].id
  domain   = "vpc"
}

resource "aws_launch_template" "lt" {
  name                   = "template"
  image_id               = "ami-12345678"
  user_data              = base64encode("#!/bin/sh\necho hi\n")
  update_default_version = "true"
  block_device_mappings {
    device_name = "/dev/sda1"
    ebs {
      volume_size           = "20"
      encrypted             = "true"
      delete_on_termination = true
    }
  }
  network_interfaces {
    associate_public_ip_address = "true"
    security_groups             = ["sg-1"]
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "lt" }
  }
}

resource "aws_instance" "unknown_size" {
  count         = length(aws_launch_template.lt.name) > 1 ? 1 : 0
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  launch_template {
    id = aws_launch_template.lt.id
  }
}

output "names" { value = sort([for m in aws_instance.machine : m.tags.Name]) }
