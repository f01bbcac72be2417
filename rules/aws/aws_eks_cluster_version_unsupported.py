"""AWS's standard support of this Kubernetes version has ended.

The cluster costs six times as much while it is on extended support, and at the end of that it is
upgraded on a day that AWS chooses. A policy names the oldest supported version with the parameter
oldest.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import asks

_VERSION = re.compile(r"\A1\.([0-9]{1,3})\Z")


@rule(
    on=("aws_eks_cluster", "aws_eks_node_group"),
    severity=MEDIUM,
    fix="Upgrade to a version under standard support.",
    related_ids=("CKV_AWS_339",),
    cwe=1104,
    parameters={"oldest": "1.32"},
    references=("https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",),
    bad=(
        """
resource "aws_eks_cluster" "main" {
  name    = "main"
  version = "1.29"  # here
}
""",
    ),
    good=(
        """
resource "aws_eks_cluster" "main" {
  name    = "main"
  version = "1.33"
}
""",
        """
resource "aws_eks_cluster" "main" {
  name    = "main"
  version = 1.32
}
""",
        """
resource "aws_eks_node_group" "main" {
  cluster_name = "main"
  version      = "latest"
}
""",
        'resource "aws_eks_cluster" "main" { name = "main" }',
    ),
)
def check(cluster):
    oldest = _minor(cluster.parameters["oldest"], 0)
    version = cluster.get("version", default="")
    if asks(version, "is too old", lambda known: _minor(known, oldest) < oldest):
        yield cluster.fail("version", f"Kubernetes {version} is out of standard support")


def _minor(version, otherwise):
    match = _VERSION.match(str(version))
    return int(match[1]) if match else otherwise
