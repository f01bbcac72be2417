"""A bad deployment that overwrites items cannot be undone: the table has no way back.

Point-in-time recovery restores the table to any second of the last 35 days. It is off by default,
and a deleted table's last backup is kept only where it is on.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_dynamodb_table",
    severity=MEDIUM,
    fix="Add point_in_time_recovery with enabled = true.",
    aliases=("CKV_AWS_28", "AVD-AWS-0024"),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html",
    ),
    bad=(
        'resource "aws_dynamodb_table" "orders" { name = "orders" }  # here',
        """
resource "aws_dynamodb_table" "orders" {
  point_in_time_recovery {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_dynamodb_table" "orders" {
  point_in_time_recovery { enabled = true }
}
""",
        """
resource "aws_dynamodb_table" "orders" {
  point_in_time_recovery {
    enabled                 = "true"
    recovery_period_in_days = 7
  }
}
""",
    ),
)
def check(table):
    if not table.get("point_in_time_recovery.enabled", default=False):
        yield table.fail("point_in_time_recovery.enabled", "point-in-time recovery is off")
