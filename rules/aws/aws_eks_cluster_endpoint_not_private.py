"""The cluster's API server has a public address, if only for some networks.

Networks change, and an allow list is one mistake from the internet. With the private endpoint alone
the API is reached from the VPC, a VPN or a bastion; teams whose pipelines run elsewhere keep the
public one.
"""

from scanner import LOW, rule


@rule(
    on="aws_eks_cluster",
    severity=LOW,
    fix="Set endpoint_public_access = false and endpoint_private_access = true.",
    aliases=("CKV_AWS_39", "AVD-AWS-0040"),
    cwe=284,
    references=("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",),
    bad=(
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {  # here
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = ["198.51.100.0/24"]
  }
}
""",
    ),
    good=(
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}
""",
        """
variable "public" { default = "false" }

resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {
    subnet_ids             = ["subnet-1", "subnet-2"]
    endpoint_public_access = var.public
  }
}
""",
    ),
)
def check(cluster):
    for network in cluster.each("vpc_config"):
        if network.get("endpoint_public_access", default=True):
            yield network.fail("endpoint_public_access", "the API server has a public address")
