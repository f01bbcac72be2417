"""Snapshots copied to another region are encrypted there with a key that you do not control.

A copy grant without a key uses the AWS-managed key of that region, so whoever may use Redshift
there may restore the warehouse.
"""

from scanner import LOW, rule


@rule(
    on="aws_redshift_snapshot_copy_grant",
    severity=LOW,
    fix="Set kms_key_id to a key of your own in the region of the copy.",
    aliases=("CKV_AWS_281",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html#configure-snapshot-copy-grant",
    ),
    bad=(
        """
resource "aws_redshift_snapshot_copy_grant" "west" {  # here
  snapshot_copy_grant_name = "west"
}
""",
    ),
    good=(
        """
resource "aws_redshift_snapshot_copy_grant" "west" {
  snapshot_copy_grant_name = "west"
  kms_key_id               = "arn:aws:kms:eu-west-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "west" {}

resource "aws_redshift_snapshot_copy_grant" "west" { kms_key_id = aws_kms_key.west.arn }
""",
    ),
)
def check(grant):
    if not grant.get("kms_key_id", default=""):
        yield grant.fail("kms_key_id", "no key of your own is used")
