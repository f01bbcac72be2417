"""A cluster with one instance has no one to fail over to: its zone's failure is the outage.

Aurora keeps the data in three zones, but only an instance serves it; with a second one failover
takes seconds, without it a new one is created first. Judged is a configuration with a single
aws_rds_cluster_instance; Aurora Serverless v1 and Multi-AZ clusters have none of their own.
"""

from scanner import LOW, rule


@rule(
    on="aws_rds_cluster",
    severity=LOW,
    fix="Add a second aws_rds_cluster_instance.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
    ),
    bad=(
        """
resource "aws_rds_cluster" "orders" {  # here
  cluster_identifier = "orders"
}

resource "aws_rds_cluster_instance" "one" {
  cluster_identifier = aws_rds_cluster.orders.id
}
""",
    ),
    good=(
        """
resource "aws_rds_cluster" "orders" {
  cluster_identifier = "orders"
}

resource "aws_rds_cluster_instance" "one" {
  count              = 2
  cluster_identifier = aws_rds_cluster.orders.id
}
""",
        """
resource "aws_rds_cluster" "orders" {
  cluster_identifier = "orders"
}

data "aws_rds_cluster" "elsewhere" {
  cluster_identifier = "elsewhere"
}

resource "aws_rds_cluster_instance" "reader" {
  cluster_identifier = data.aws_rds_cluster.elsewhere.id
}
""",
    ),
)
def check(cluster):
    if len(cluster.beside("aws_rds_cluster_instance")) != 1:
        return
    if cluster.related("aws_rds_cluster_instance", "cluster_identifier"):
        yield cluster.fail(message="the cluster has one instance only")
