"""Rows that a wrong statement deletes are gone: the table cannot be restored to an earlier time.

Point-in-time recovery keeps the last 35 days. It is DISABLED unless the table asks for it.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_keyspaces_table",
    severity=MEDIUM,
    fix='Add point_in_time_recovery with status = "ENABLED".',
    cwe=1188,
    references=("https://docs.aws.amazon.com/keyspaces/latest/devguide/PointInTimeRecovery.html",),
    bad=(
        'resource "aws_keyspaces_table" "events" { table_name = "events" }  # here',
        """
resource "aws_keyspaces_table" "events" {
  point_in_time_recovery {
    status = "DISABLED"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_keyspaces_table" "events" {
  point_in_time_recovery { status = "ENABLED" }
}
""",
        """
variable "recovery" { default = "ENABLED" }

resource "aws_keyspaces_table" "events" {
  point_in_time_recovery { status = var.recovery }
}
""",
    ),
)
def check(table):
    if table.get("point_in_time_recovery.status", default="DISABLED") != "ENABLED":
        yield table.fail("point_in_time_recovery.status", "point-in-time recovery is off")
