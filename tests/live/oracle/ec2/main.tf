resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "main" {
  name   = "trueup"
  vpc_id = aws_vpc.main.id
}

resource "aws_kms_key" "main" {
}

resource "aws_iam_role" "main" {
  name = "trueup-web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_instance_profile" "main" {
  name = "trueup-web"
  role = aws_iam_role.main.name
}

resource "aws_instance" "rich" {
  ami                                  = "ami-12c6146b"
  instance_type                        = "m5.large"
  subnet_id                            = aws_subnet.main.id
  vpc_security_group_ids               = [aws_security_group.main.id]
  key_name                             = "trueup-main"
  iam_instance_profile                 = aws_iam_instance_profile.main.name
  private_ip                           = "10.0.1.10"
  ebs_optimized                        = true
  disable_api_stop                     = true
  disable_api_termination              = true
  instance_initiated_shutdown_behavior = "terminate"
  source_dest_check                    = false
  user_data                            = "#!/bin/sh\necho hello\n"
  tags                                 = { team = "core" }

  root_block_device {
    delete_on_termination = false
    encrypted             = true
    kms_key_id            = aws_kms_key.main.arn
    volume_size           = 30
    volume_type           = "gp3"
    tags                  = { part = "root" }
  }

  ebs_block_device {
    device_name           = "/dev/sdf"
    delete_on_termination = false
    encrypted             = true
    volume_size           = 10
    volume_type           = "gp3"
    tags                  = { part = "data" }
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
    instance_metadata_tags      = "enabled"
  }
}

resource "aws_instance" "templated" {
  subnet_id        = aws_subnet.main.id
  user_data_base64 = base64encode("#!/bin/sh\necho templated\n")
  volume_tags      = { disk = "all" }

  launch_template {
    id      = aws_launch_template.plain.id
    version = "$Latest"
  }
}

# Nothing more is said of this one.
resource "aws_instance" "plain" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.main.id
}

resource "aws_launch_template" "main" {
  name                                 = "trueup-main"
  description                          = "web servers"
  image_id                             = "ami-12c6146b"
  instance_type                        = "m5.large"
  kernel_id                            = "aki-12345678"
  ram_disk_id                          = "ari-12345678"
  key_name                             = "trueup-main"
  ebs_optimized                        = true
  disable_api_stop                     = true
  disable_api_termination              = true
  instance_initiated_shutdown_behavior = "terminate"
  user_data                            = base64encode("#!/bin/sh\necho hello\n")
  vpc_security_group_ids               = [aws_security_group.main.id]
  tags                                 = { team = "core" }

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      delete_on_termination = true
      encrypted             = true
      kms_key_id            = aws_kms_key.main.arn
      iops                  = 4000
      throughput            = 200
      volume_size           = 30
      volume_type           = "gp3"
    }
  }
  block_device_mappings {
    device_name  = "/dev/sdb"
    virtual_name = "ephemeral0"
  }

  capacity_reservation_specification {
    capacity_reservation_preference = "none"
  }
  cpu_options {
    core_count       = 2
    threads_per_core = 1
    amd_sev_snp      = "enabled"
  }
  credit_specification {
    cpu_credits = "unlimited"
  }
  enclave_options {
    enabled = true
  }
  hibernation_options {
    configured = true
  }
  iam_instance_profile {
    name = aws_iam_instance_profile.main.name
  }
  instance_market_options {
    market_type = "spot"
    spot_options {
      instance_interruption_behavior = "stop"
      max_price                      = "0.05"
      spot_instance_type             = "persistent"
      valid_until                    = "2031-01-01T00:00:00Z"
    }
  }
  license_specification {
    license_configuration_arn = "arn:aws:license-manager:eu-west-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef"
  }
  maintenance_options {
    auto_recovery = "disabled"
  }
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
    http_protocol_ipv6          = "enabled"
    instance_metadata_tags      = "enabled"
  }
  monitoring {
    enabled = true
  }
  placement {
    affinity          = "host"
    availability_zone = "eu-west-1a"
    group_name        = "trueup"
    host_id           = "h-0123456789abcdef0"
    partition_number  = 3
    spread_domain     = "left"
    tenancy           = "host"
  }
  private_dns_name_options {
    hostname_type                        = "resource-name"
    enable_resource_name_dns_a_record    = true
    enable_resource_name_dns_aaaa_record = true
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { team = "core" }
  }
  tag_specifications {
    resource_type = "volume"
    tags          = { team = "core", disk = "all" }
  }
}

resource "aws_launch_template" "network" {
  name = "trueup-network"

  iam_instance_profile {
    arn = aws_iam_instance_profile.main.arn
  }
  capacity_reservation_specification {
    capacity_reservation_target {
      capacity_reservation_id = "cr-0123456789abcdef0"
    }
  }
  placement {
    host_resource_group_arn = "arn:aws:resource-groups:eu-west-1:123456789012:group/hosts"
  }
  instance_requirements {
    memory_mib {
      min = 1024
      max = 8192
    }
    vcpu_count {
      min = 1
      max = 4
    }
    burstable_performance   = "included"
    excluded_instance_types = ["t2.*", "m1.*"]
    memory_gib_per_vcpu {
      min = 0.5
    }
  }
  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
    description                 = "primary"
    device_index                = 0
    subnet_id                   = aws_subnet.main.id
    security_groups             = [aws_security_group.main.id]
    ipv4_address_count          = 2
  }
  network_interfaces {
    device_index       = 1
    subnet_id          = aws_subnet.main.id
    private_ip_address = "10.0.1.20"
  }
}

resource "aws_launch_template" "classic" {
  name                 = "trueup-classic"
  security_group_names = ["trueup"]
}

# Nothing more is said of this one.
resource "aws_launch_template" "plain" {
  name          = "trueup-plain"
  image_id      = "ami-12c6146b"
  instance_type = "t3.micro"
}
