"""What the machine itself suffers from (memory, disks, processes) is not seen when it matters.

CloudWatch sees the instance from the hypervisor, once a minute. Enhanced Monitoring reads the
operating system, down to every second; it costs CloudWatch Logs, so good teams differ.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=("aws_db_instance", "aws_rds_cluster_instance"),
    severity=LOW,
    fix="Set monitoring_interval, such as 60, and monitoring_role_arn.",
    aliases=("CKV_AWS_118",),
    cwe=778,
    references=("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html",),
    bad=(
        'resource "aws_db_instance" "db" { engine = "postgres" }  # here',
        'resource "aws_rds_cluster_instance" "one" { monitoring_interval = 0 }  # here',
        """
resource "aws_rds_cluster" "other" {
  cluster_identifier  = "other"
  monitoring_interval = 30
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier = "orders"
}

resource "aws_rds_cluster_instance" "one" {  # here
  cluster_identifier = aws_rds_cluster.orders.id
}
""",
    ),
    good=(
        'resource "aws_db_instance" "db" { monitoring_interval = 60 }',
        """
resource "aws_rds_cluster" "orders" {
  cluster_identifier  = "orders"
  monitoring_interval = 30
}

resource "aws_rds_cluster_instance" "one" {
  cluster_identifier = aws_rds_cluster.orders.id
}
""",
    ),
)
def check(db):
    if _seconds(db) > 0:
        return
    for cluster in db.beside("aws_rds_cluster"):
        if _seconds(cluster) > 0 and _has(cluster, db):
            return  # the cluster monitors all of its instances
    yield db.fail("monitoring_interval", "Enhanced Monitoring is off")


def _has(cluster, db):
    members = cluster.related("aws_rds_cluster_instance", "cluster_identifier")
    return any(member.resource is db.resource for member in members)


def _seconds(db):
    return quantity(db.get("monitoring_interval", default=0), 0)
