"""Everybody who knows the one guest password of the gateway may use this share, under no name.

With ActiveDirectory, the default, each user logs in and is allowed or refused. Guest access knows
no users, so neither permissions nor an audit log mean anything.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_storagegateway_smb_file_share",
    severity=MEDIUM,
    fix='Use authentication = "ActiveDirectory".',
    cwe=287,
    references=(
        "https://docs.aws.amazon.com/filegateway/latest/files3/CreatingAnSMBFileShare.html",
    ),
    bad=(
        """
resource "aws_storagegateway_smb_file_share" "scans" {
  authentication = "GuestAccess"  # here
}
""",
    ),
    good=(
        """
resource "aws_storagegateway_smb_file_share" "scans" {
  authentication = "ActiveDirectory"
}
""",
        'resource "aws_storagegateway_smb_file_share" "scans" { valid_user_list = ["@office"] }',
    ),
)
def check(share):
    if share.get("authentication", default="ActiveDirectory") == "GuestAccess":
        yield share.fail("authentication", "the share is open to guests")
