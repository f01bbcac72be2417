resource "aws_eks_addon" "main" {
  cluster_name             = "main"
  addon_name               = "vpc-cni"
  addon_version            = "v1.19.0-eksbuild.1"
  service_account_role_arn = "arn:aws:iam::123456789012:role/cni"
  configuration_values     = jsonencode({ env = { WARM_IP_TARGET = "5" } })
  pod_identity_association {
    role_arn        = "arn:aws:iam::123456789012:role/cni"
    service_account = "aws-node"
  }
  tags = { team = "core" }
}

resource "aws_eks_addon" "plain" {
  cluster_name  = "main"
  addon_name    = "coredns"
}
