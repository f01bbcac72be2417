"""The whole internet can knock at the SSH port of this group's nodes.

With a key and no source security groups EKS makes a security group that opens port 22 to
0.0.0.0/0. Name the groups that may connect, or leave the key out and use the Session Manager.
"""

from scanner import HIGH, rule


@rule(
    on="aws_eks_node_group",
    severity=HIGH,
    fix="Set source_security_group_ids, or remove remote_access.",
    aliases=("CKV_AWS_100",),
    cwe=284,
    references=("https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",),
    bad=(
        """
resource "aws_eks_node_group" "main" {
  cluster_name = "main"
  remote_access {  # here
    ec2_ssh_key = "operations"
  }
}
""",
        """
resource "aws_eks_node_group" "main" {
  cluster_name = "main"
  remote_access {
    ec2_ssh_key               = "operations"
    source_security_group_ids = []  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_eks_node_group" "main" {
  cluster_name = "main"
  remote_access {
    ec2_ssh_key               = "operations"
    source_security_group_ids = ["sg-1"]
  }
}
""",
        """
resource "aws_eks_node_group" "main" {
  cluster_name = "main"
  remote_access {
    source_security_group_ids = []
  }
}
""",
        'resource "aws_eks_node_group" "main" { cluster_name = "main" }',
    ),
)
def check(group):
    for access in group.each("remote_access"):
        open_ = not access.get("source_security_group_ids", default=[])
        if open_ and access.get("ec2_ssh_key", default=""):
            yield access.fail("source_security_group_ids", "the internet reaches SSH on the nodes")
