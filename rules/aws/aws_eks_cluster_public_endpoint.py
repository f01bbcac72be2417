"""The whole internet can reach this cluster's API server and try credentials and flaws on it.

The endpoint is public, and open to every address, unless it is said otherwise. Limit it to your
networks, or switch it off and reach it from the VPC.
"""

from scanner import HIGH, rule
from scanner.shapes import WORLD


@rule(
    on="aws_eks_cluster",
    severity=HIGH,
    fix="Set endpoint_public_access = false, or name your networks in public_access_cidrs.",
    aliases=("CKV_AWS_38", "AVD-AWS-0041"),
    cwe=284,
    references=("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",),
    bad=(
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {  # here
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}
""",
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {
    subnet_ids             = ["subnet-1", "subnet-2"]
    endpoint_public_access = true
    public_access_cidrs    = ["198.51.100.0/24", "0.0.0.0/0"]  # here
  }
}
""",
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = []  # here
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
resource "aws_eks_cluster" "main" {
  name = "main"
  vpc_config {
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = ["198.51.100.0/24"]
  }
}
""",
    ),
)
def check(cluster):
    for network in cluster.each("vpc_config"):
        if not network.get("endpoint_public_access", default=True):
            continue
        # An empty list is not sent: EKS allows the world then too.
        allowed = network.get("public_access_cidrs", default=[]) or ["0.0.0.0/0"]
        if any(world in allowed for world in WORLD):
            yield network.fail("public_access_cidrs", "the internet reaches the API server")
