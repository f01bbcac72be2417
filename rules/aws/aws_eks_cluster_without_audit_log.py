"""Nobody can tell afterwards who did what in this cluster: its audit log is switched off.

EKS keeps no control plane log unless it is asked to. The audit and authenticator logs say who
called the API as whom; the others help with faults. A policy may ask for more types with the
parameter log_types.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_eks_cluster",
    severity=MEDIUM,
    fix='Set enabled_cluster_log_types = ["api", "audit", "authenticator"].',
    related_ids=("CKV_AWS_37", "AVD-AWS-0038"),
    cwe=778,
    parameters={"log_types": ["audit", "authenticator"]},
    references=("https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",),
    bad=(
        'resource "aws_eks_cluster" "main" { name = "main" }  # here',
        """
resource "aws_eks_cluster" "main" {
  name                      = "main"
  enabled_cluster_log_types = ["api", "audit"]  # here
}
""",
    ),
    good=(
        """
resource "aws_eks_cluster" "main" {
  name                      = "main"
  enabled_cluster_log_types = ["audit", "authenticator"]
}
""",
        """
locals { types = ["api", "audit", "authenticator", "controllerManager", "scheduler"] }

resource "aws_eks_cluster" "main" {
  name                      = "main"
  enabled_cluster_log_types = local.types
}
""",
    ),
)
def check(cluster):
    enabled = cluster.get("enabled_cluster_log_types", default=[])
    for name in cluster.parameters["log_types"]:
        if name not in enabled:
            yield cluster.fail("enabled_cluster_log_types", f"the {name} log is off")
