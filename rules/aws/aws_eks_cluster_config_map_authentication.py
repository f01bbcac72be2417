"""Who is administrator of this cluster stands in a ConfigMap that whoever edits it can rewrite.

The aws-auth map has no history and no AWS permission of its own, and a typing error locks everyone
out. Access entries are managed, logged and limited by the EKS API.
"""

from scanner import LOW, rule


@rule(
    on="aws_eks_cluster",
    severity=LOW,
    fix='Set authentication_mode = "API" and grant access by aws_eks_access_entry.',
    cwe=269,
    references=("https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",),
    bad=(
        'resource "aws_eks_cluster" "main" { name = "main" }  # here',
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  access_config {
    authentication_mode = "CONFIG_MAP"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  access_config {
    authentication_mode = "API"
  }
}
""",
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  access_config {
    authentication_mode = "API_AND_CONFIG_MAP"
  }
}
""",
    ),
)
def check(cluster):
    path = "access_config.authentication_mode"
    if cluster.get(path, default="CONFIG_MAP") == "CONFIG_MAP":
        yield cluster.fail(path, "access is granted by a ConfigMap alone")
