"""The cluster's secrets are encrypted, but with a key of AWS that you can neither watch nor revoke.

EKS encrypts everything in the cluster's database with a key that AWS owns (Kubernetes 1.28 and
later). A key of your own adds a policy, an audit trail and the means to shut access off.
"""

from scanner import LOW, rule


@rule(
    on="aws_eks_cluster",
    severity=LOW,
    fix='Add encryption_config with resources = ["secrets"] and the ARN of a key of your own.',
    aliases=("CKV_AWS_58", "AVD-AWS-0039"),
    cwe=311,
    references=("https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",),
    bad=('resource "aws_eks_cluster" "main" { name = "main" }  # here',),
    good=(
        """
resource "aws_eks_cluster" "main" {
  name = "main"
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
    }
  }
}
""",
        """
resource "aws_kms_key" "cluster" {}

resource "aws_eks_cluster" "main" {
  name = "main"
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.cluster.arn
    }
  }
}
""",
    ),
)
def check(cluster):
    if not cluster.get("encryption_config.provider.key_arn", default=""):
        yield cluster.fail("encryption_config", "secrets have no key of your own")
