"""Security fixes of the engine arrive as minor versions, and this database does not take them.

They are applied in the maintenance window and are on by default. Who switches them off has to
follow every release of the engine by hand.
"""

from scanner import LOW, rule


@rule(
    on=("aws_db_instance", "aws_rds_cluster_instance", "aws_neptune_cluster_instance"),
    severity=LOW,
    fix="Remove auto_minor_version_upgrade or set it to true.",
    aliases=("CKV_AWS_226",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { auto_minor_version_upgrade = false }  # here',
        'resource "aws_rds_cluster_instance" "one" { auto_minor_version_upgrade = false }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { auto_minor_version_upgrade = true }',
        'resource "aws_rds_cluster_instance" "one" { cluster_identifier = "orders" }',
    ),
)
def check(db):
    if not db.get("auto_minor_version_upgrade", default=True):
        yield db.fail("auto_minor_version_upgrade", "minor versions are not installed")
