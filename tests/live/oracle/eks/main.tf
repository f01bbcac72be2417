resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}

resource "aws_security_group" "main" {
  name   = "cluster"
  vpc_id = aws_vpc.main.id
}

resource "aws_iam_role" "main" {
  name = "cluster"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" }
    }]
  })
}

resource "aws_kms_key" "main" {}

resource "aws_launch_template" "main" {
  name          = "workers"
  instance_type = "t3.large"
}

resource "aws_eks_cluster" "main" {
  name                      = "main"
  role_arn                  = aws_iam_role.main.arn
  version                   = "1.31"
  enabled_cluster_log_types = ["audit", "api"]
  vpc_config {
    subnet_ids              = [aws_subnet.a.id, aws_subnet.b.id]
    security_group_ids      = [aws_security_group.main.id]
    endpoint_public_access  = false
    endpoint_private_access = true
    public_access_cidrs     = ["192.0.2.0/24"]
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.main.arn
    }
  }
  kubernetes_network_config {
    service_ipv4_cidr = "172.20.0.0/16"
  }
  remote_network_config {
    remote_node_networks {
      cidrs = ["10.80.0.0/16"]
    }
    remote_pod_networks {
      cidrs = ["10.81.0.0/16"]
    }
  }
  tags = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_eks_cluster" "plain" {
  name     = "plain"
  role_arn = aws_iam_role.main.arn
  vpc_config {
    subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  }
}

resource "aws_eks_node_group" "main" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "workers"
  node_role_arn   = aws_iam_role.main.arn
  subnet_ids      = [aws_subnet.a.id, aws_subnet.b.id]
  ami_type        = "AL2_ARM_64"
  capacity_type   = "SPOT"
  disk_size       = 50
  instance_types  = ["m6g.large"]
  labels          = { tier = "app" }
  version         = "1.31"
  release_version = "1.31.0-20240910"
  scaling_config {
    desired_size = 2
    max_size     = 4
    min_size     = 1
  }
  remote_access {
    ec2_ssh_key               = "ops"
    source_security_group_ids = [aws_security_group.main.id]
  }
  taint {
    key    = "dedicated"
    value  = "app"
    effect = "NO_SCHEDULE"
  }
  taint {
    key    = "spot"
    effect = "PREFER_NO_SCHEDULE"
  }
  node_repair_config {
    enabled = true
  }
  update_config {
    max_unavailable_percentage = 25
  }
  tags = { team = "core" }
}

resource "aws_eks_node_group" "template" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "templated"
  node_role_arn   = aws_iam_role.main.arn
  subnet_ids      = [aws_subnet.a.id]
  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
  launch_template {
    id      = aws_launch_template.main.id
    version = "1"
  }
}

resource "aws_eks_cluster" "six" {
  name     = "six"
  role_arn = aws_iam_role.main.arn
  vpc_config {
    subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  }
  kubernetes_network_config {
    ip_family = "ipv6"
  }
}

resource "aws_eks_cluster" "local" {
  name     = "local"
  role_arn = aws_iam_role.main.arn
  vpc_config {
    subnet_ids = [aws_subnet.a.id]
  }
}
