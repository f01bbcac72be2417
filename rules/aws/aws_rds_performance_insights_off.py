"""When queries suddenly pile up there is no record of which ones waited for what.

Performance Insights keeps the load by query and by wait for seven days at no charge. The smallest
burstable classes do not offer it for every engine and are left alone.
"""

from scanner import LOW, rule


@rule(
    on=("aws_db_instance", "aws_rds_cluster_instance"),
    severity=LOW,
    fix="Set performance_insights_enabled = true.",
    aliases=("CKV_AWS_353", "AVD-AWS-0133"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { instance_class = "db.m7g.large" }  # here',
        'resource "aws_db_instance" "db" { performance_insights_enabled = false }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { performance_insights_enabled = true }',
        'resource "aws_db_instance" "small" { instance_class = "db.t3.micro" }',
    ),
)
def check(db):
    # Not offered for the smallest classes of MySQL and MariaDB.
    if db.get("instance_class", default="").endswith((".micro", ".small")):
        return
    if not db.get("performance_insights_enabled", default=False):
        yield db.fail("performance_insights_enabled", "Performance Insights is off")
