"""This principal is administrator of the whole cluster: of every namespace, node and secret.

Most people and pipelines need a few namespaces. Give them AmazonEKSEditPolicy or a policy of their
own there, and keep the cluster's administrators few.
"""

from scanner import LOW, rule


@rule(
    on="aws_eks_access_policy_association",
    severity=LOW,
    fix="Associate a narrower policy, with an access scope of namespaces.",
    cwe=250,
    references=("https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",),
    bad=(
        """
resource "aws_eks_access_policy_association" "pipeline" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::123456789012:role/pipeline"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"  # here
  access_scope {
    type = "cluster"
  }
}
""",
    ),
    good=(
        """
resource "aws_eks_access_policy_association" "pipeline" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::123456789012:role/pipeline"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"
  access_scope {
    type       = "namespace"
    namespaces = ["shop"]
  }
}
""",
        """
resource "aws_eks_access_policy_association" "viewer" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::123456789012:role/viewer"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy"
  access_scope {
    type = "cluster"
  }
}
""",
    ),
)
def check(association):
    if association.get("policy_arn", default="").endswith("/AmazonEKSClusterAdminPolicy"):
        yield association.fail("policy_arn", "the principal is administrator of the cluster")
