"""Anyone with an AWS account can restore this snapshot and read the whole database.

The account "all" stands for every AWS account there is. Name the accounts that need the copy; an
encrypted snapshot can be shared with named accounts only.
"""

from scanner import CRITICAL, rule


@rule(
    on=("aws_db_snapshot", "aws_db_snapshot_copy", "aws_db_cluster_snapshot"),
    severity=CRITICAL,
    fix='Name the accounts that need the snapshot in place of "all".',
    aliases=("CKV_AWS_302",),
    cwe=732,
    references=("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html",),
    bad=(
        """
resource "aws_db_snapshot" "orders" {
  db_instance_identifier = "orders"
  db_snapshot_identifier = "orders-demo"
  shared_accounts        = ["111122223333", "all"]  # here
}
""",
    ),
    good=(
        """
resource "aws_db_snapshot" "orders" {
  db_instance_identifier = "orders"
  db_snapshot_identifier = "orders-demo"
  shared_accounts        = ["111122223333"]
}
""",
        'resource "aws_db_cluster_snapshot" "all" { db_cluster_snapshot_identifier = "all" }',
    ),
)
def check(snapshot):
    for account in snapshot.each("shared_accounts"):
        if account.value == "all":
            yield account.fail(message="the snapshot is shared with every AWS account")
