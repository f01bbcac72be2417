"""Clusters may be launched whose web interfaces and shells are open to the internet.

EMR refuses security groups that are open to everyone, but for port 22, as long as this account-wide
block is on. Ranges that are excepted are another matter.
"""

from scanner import HIGH, rule


@rule(
    on="aws_emr_block_public_access_configuration",
    severity=HIGH,
    fix="Set block_public_security_group_rules = true.",
    aliases=("CKV_AWS_390",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html",
    ),
    bad=(
        """
resource "aws_emr_block_public_access_configuration" "all" {
  block_public_security_group_rules = false  # here
}
""",
    ),
    good=(
        """
resource "aws_emr_block_public_access_configuration" "all" {
  block_public_security_group_rules = true
}
""",
        """
resource "aws_emr_block_public_access_configuration" "all" {
  block_public_security_group_rules = "true"
  permitted_public_security_group_rule_range {
    min_range = 22
    max_range = 22
  }
}
""",
    ),
)
def check(account):
    if not account.get("block_public_security_group_rules", default=False):
        yield account.fail("block_public_security_group_rules", "clusters may be public")
