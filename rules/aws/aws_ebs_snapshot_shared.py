"""Another account can make a volume of this snapshot and read everything on it.

What is shared leaves the owner's control: the other account may copy it and keep it. Make sure that
the account is one's own or a partner's, and remove the permission when it is no longer needed.
"""

from scanner import LOW, rule


@rule(
    on="aws_snapshot_create_volume_permission",
    severity=LOW,
    fix="Remove the permission when the other account no longer needs it.",
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
    ),
    bad=(
        """
resource "aws_snapshot_create_volume_permission" "tests" {
  snapshot_id = "snap-1"
  account_id  = "123456789012"  # here
}
""",
    ),
    good=(
        'resource "aws_ebs_snapshot" "data" { volume_id = "vol-1" }',
        """
resource "aws_ebs_snapshot_copy" "data" {
  source_snapshot_id = "snap-1"
  source_region      = "eu-central-1"
  encrypted          = true
}
""",
    ),
)
def check(permission):
    yield permission.fail("account_id", "the snapshot is shared with another account")
