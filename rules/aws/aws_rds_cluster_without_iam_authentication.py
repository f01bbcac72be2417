"""Every client of the cluster logs in with a shared, long-lived password.

With IAM authentication it uses a token of its own role, valid for 15 minutes, and CloudTrail and
IAM decide who gets in. Aurora Serverless v1 does not have it, but its Data API has.
"""

from scanner import LOW, rule


@rule(
    on="aws_rds_cluster",
    severity=LOW,
    fix="Set iam_database_authentication_enabled = true.",
    aliases=("CKV_AWS_162",),
    cwe=308,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { engine = "aurora-mysql" }  # here',
        'resource "aws_rds_cluster" "db" { iam_database_authentication_enabled = false }  # here',
    ),
    good=(
        'resource "aws_rds_cluster" "orders" { iam_database_authentication_enabled = true }',
        'resource "aws_rds_cluster" "old" { engine_mode = "serverless" }',
    ),
)
def check(cluster):
    if cluster.get("engine_mode", default="provisioned") == "serverless":
        return
    if not cluster.get("iam_database_authentication_enabled", default=False):
        yield cluster.fail("iam_database_authentication_enabled", "IAM authentication is off")
