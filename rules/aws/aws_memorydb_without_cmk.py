"""The transaction log and the snapshots are encrypted with a key that AWS owns and you cannot see.

A key of your own, in kms_key_arn, shows each use in CloudTrail and can be shut off. A snapshot that
is taken by hand has to name it again.
"""

from scanner import LOW, rule


@rule(
    on=("aws_memorydb_cluster", "aws_memorydb_snapshot"),
    severity=LOW,
    fix="Set kms_key_arn to a key of your own.",
    aliases=("CKV_AWS_201", "CKV_AWS_278"),
    cwe=311,
    references=("https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html",),
    bad=(
        'resource "aws_memorydb_cluster" "carts" { acl_name = "carts" }  # here',
        'resource "aws_memorydb_snapshot" "carts" { cluster_name = "carts" }  # here',
    ),
    good=(
        """
resource "aws_memorydb_cluster" "carts" {
  kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "carts" {}

resource "aws_memorydb_snapshot" "carts" { kms_key_arn = aws_kms_key.carts.arn }
""",
    ),
)
def check(database):
    if not database.get("kms_key_arn", default=""):
        yield database.fail("kms_key_arn", "no key of your own is used")
