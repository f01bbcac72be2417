"""The copy in the other region falls back to a key that AWS owns, whatever protects the main table.

A customer-managed key is of one region, so each replica has to name one there. Where an owned key
is enough, it is enough for the replicas too.
"""

from scanner import LOW, rule


@rule(
    on="aws_dynamodb_table_replica",
    severity=LOW,
    fix="Set kms_key_arn to a key of your own in the replica's region.",
    aliases=("CKV_AWS_271",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
    ),
    bad=('resource "aws_dynamodb_table_replica" "west" { point_in_time_recovery = true }  # here',),
    good=(
        """
resource "aws_dynamodb_table_replica" "west" {
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "west" {}

resource "aws_dynamodb_table_replica" "west" { kms_key_arn = aws_kms_key.west.arn }
""",
    ),
)
def check(replica):
    if not replica.get("kms_key_arn", default=""):
        yield replica.fail("kms_key_arn", "no key of your own is used")
