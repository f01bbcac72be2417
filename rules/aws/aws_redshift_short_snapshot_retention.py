"""Automated snapshots of the warehouse are off or gone after a day, before a bad load is noticed.

The default keeps them for one day; 0 switches them off. The days that are enough can be set with
the parameter days. A cluster that is made from a snapshot keeps its own retention all the same.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_redshift_cluster",
    severity=MEDIUM,
    fix="Set automated_snapshot_retention_period to at least 7 days.",
    related_ids=("CKV_AWS_343",),
    cwe=1188,
    parameters={"days": 7},
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-snapshot-settings.html",
    ),
    bad=(
        'resource "aws_redshift_cluster" "dwh" { cluster_identifier = "dwh" }  # here',
        'resource "aws_redshift_cluster" "dwh" { automated_snapshot_retention_period = 0 }  # here',
    ),
    good=(
        'resource "aws_redshift_cluster" "dwh" { automated_snapshot_retention_period = 7 }',
        """
variable "days" { default = "35" }

resource "aws_redshift_cluster" "dwh" { automated_snapshot_retention_period = var.days }
""",
    ),
)
def check(cluster):
    name = "automated_snapshot_retention_period"
    days = quantity(cluster.get(name, default=1), 1)
    if days < cluster.parameters["days"]:
        yield cluster.fail(name, f"snapshots are kept for {days} days")
