locals {
  addons = toset(["vpc-cni", "coredns", "kube-proxy"])
}

resource "aws_eks_cluster" "main" {
  name                      = "main"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  version                   = 1.31
  enabled_cluster_log_types = ["api", "audit", "api"]
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_public_access  = "false"
    endpoint_private_access = true
    public_access_cidrs     = ["10.0.0.0/8"]
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
    }
  }
}

resource "aws_eks_node_group" "main" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "main"
  node_role_arn   = "arn:aws:iam::123456789012:role/node"
  subnet_ids      = ["subnet-1"]
  instance_types  = ["m6i.large"]
  disk_size       = "50"
  labels          = { tier = "app", weight = 5 }
  scaling_config {
    desired_size = "2"
    max_size     = "4"
    min_size     = 1
  }
  taint {
    key    = "dedicated"
    value  = "app"
    effect = "NO_SCHEDULE"
  }
  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }
}

resource "aws_eks_addon" "all" {
  for_each      = local.addons
  cluster_name  = aws_eks_cluster.main.name
  addon_name    = each.value
  addon_version = each.key == "coredns" ? "v1.11.1-eksbuild.4" : null
}

resource "aws_iam_openid_connect_provider" "main" {
  url             = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

resource "aws_eks_access_entry" "admin" {
  cluster_name      = "main"
  principal_arn     = "arn:aws:iam::123456789012:role/admin"
  kubernetes_groups = ["admins", "admins"]
  type              = "STANDARD"
}
