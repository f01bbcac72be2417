"""The table's replica in another region has no backups of its own, just when that region is needed.

Point-in-time recovery is set for each replica apart; that of the main table does not cover them.
Both ways of writing a replica leave it off by default.
"""

from scanner import LOW, rule


@rule(
    on=("aws_dynamodb_table", "aws_dynamodb_table_replica"),
    severity=LOW,
    fix="Set point_in_time_recovery = true for the replica.",
    related_ids=("CKV_AWS_165",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html",
    ),
    bad=(
        """
resource "aws_dynamodb_table" "orders" {
  point_in_time_recovery { enabled = true }
  replica {  # here
    region_name = "eu-west-1"
  }
}
""",
        """
resource "aws_dynamodb_table_replica" "west" {
  point_in_time_recovery = false  # here
}
""",
    ),
    good=(
        """
resource "aws_dynamodb_table" "orders" {
  replica {
    region_name            = "eu-west-1"
    point_in_time_recovery = true
  }
}
""",
        'resource "aws_dynamodb_table" "orders" { name = "orders" }',
        'resource "aws_dynamodb_table_replica" "west" { point_in_time_recovery = true }',
    ),
)
def check(table):
    replicas = [table] if table.type == "aws_dynamodb_table_replica" else table.each("replica")
    for replica in replicas:
        if not replica.get("point_in_time_recovery", default=False):
            yield replica.fail("point_in_time_recovery", "point-in-time recovery is off")
