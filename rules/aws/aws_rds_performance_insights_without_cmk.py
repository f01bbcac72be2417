"""The texts of queries, with values in them, are encrypted with a key that you do not control.

Performance Insights always encrypts; without a key of your own it is the AWS-managed key of RDS,
whose policy cannot say who may read. Where it is off, there is nothing to encrypt.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on=("aws_db_instance", "aws_rds_cluster_instance"),
    severity=LOW,
    fix="Set performance_insights_kms_key_id to a key of your own.",
    aliases=("CKV_AWS_354", "AVD-AWS-0078"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html",
    ),
    bad=('resource "aws_db_instance" "db" { performance_insights_enabled = true }  # here',),
    good=(
        """
resource "aws_rds_cluster_instance" "one" {
  performance_insights_enabled    = true
  performance_insights_kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        'resource "aws_db_instance" "db" { performance_insights_enabled = false }',
    ),
)
def check(db):
    if not db.get("performance_insights_enabled", default=False):
        return
    if not has_own_key(db, "performance_insights_kms_key_id"):
        yield db.fail("performance_insights_kms_key_id", "no key of your own is used")
