"""The database has a public address; only its security groups keep the internet out.

One open rule, a weak password or a flaw in the engine is then enough. Reach it from inside the
VPC instead: through a bastion, a VPN or a proxy.
"""

from scanner import CRITICAL, rule


@rule(
    on=("aws_db_instance", "aws_rds_cluster_instance", "aws_dms_replication_instance"),
    severity=CRITICAL,
    fix="Remove publicly_accessible or set it to false.",
    aliases=("CKV_AWS_17", "CKV_AWS_89", "AVD-AWS-0180"),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { publicly_accessible = true }  # here',
        'resource "aws_dms_replication_instance" "move" { publicly_accessible = true }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" {}',
        'resource "aws_db_instance" "db" { publicly_accessible = false }',
        'resource "aws_dms_replication_instance" "move" { multi_az = true }',
    ),
)
def check(db):
    if db.get("publicly_accessible", default=False):
        yield db.fail("publicly_accessible", "the database has a public address")
