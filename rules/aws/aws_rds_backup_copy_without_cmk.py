"""The copy of the database in another region or account hangs on a key that you do not control.

A copied snapshot and a replicated automated backup need a key of the region they go to. One of
your own decides there too who may restore, and can be shut off.
"""

from scanner import LOW, rule


@rule(
    on=("aws_db_snapshot_copy", "aws_db_instance_automated_backups_replication"),
    severity=LOW,
    fix="Set kms_key_id to a key of your own in the region of the copy.",
    aliases=("CKV_AWS_266", "CKV_AWS_245"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html",
    ),
    bad=(
        """
resource "aws_db_snapshot_copy" "away" {  # here
  source_db_snapshot_identifier = "orders"
  target_db_snapshot_identifier = "orders-copy"
}
""",
        """
resource "aws_db_instance_automated_backups_replication" "away" {  # here
  source_db_instance_arn = "arn:aws:rds:eu-central-1:111122223333:db:orders"
}
""",
    ),
    good=(
        """
resource "aws_db_snapshot_copy" "away" {
  source_db_snapshot_identifier = "orders"
  target_db_snapshot_identifier = "orders-copy"
  kms_key_id                    = "arn:aws:kms:eu-west-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "away" {}

resource "aws_db_instance_automated_backups_replication" "away" {
  source_db_instance_arn = "arn:aws:rds:eu-central-1:111122223333:db:orders"
  kms_key_id             = aws_kms_key.away.arn
}
""",
    ),
)
def check(copy):
    if not copy.get("kms_key_id", default=""):
        yield copy.fail("kms_key_id", "the copy is not encrypted with a key of your own")
