"""Data on the disks of the cluster's nodes, or between them, can be read.

An EMR security configuration says at rest and in transit each yes or no. One that leaves either out
is seldom meant so.
"""

from scanner import HIGH, rule

_SWITCHES = ("EnableAtRestEncryption", "EnableInTransitEncryption")


@rule(
    on="aws_emr_security_configuration",
    severity=HIGH,
    fix="Set EnableAtRestEncryption and EnableInTransitEncryption to true.",
    related_ids=("CKV_AWS_351", "CKV_AWS_349", "AVD-AWS-0137", "AVD-AWS-0138"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html",
    ),
    bad=(
        """
resource "aws_emr_security_configuration" "main" {
  configuration = jsonencode({  # here
    EncryptionConfiguration = {
      EnableAtRestEncryption    = true
      EnableInTransitEncryption = false
    }
  })
}
""",
        """
resource "aws_emr_security_configuration" "main" {
  configuration = jsonencode({  # here
    EncryptionConfiguration = { EnableInTransitEncryption = true }
  })
}
""",
    ),
    good=(
        """
resource "aws_emr_security_configuration" "main" {
  configuration = jsonencode({
    EncryptionConfiguration = {
      EnableAtRestEncryption    = true
      EnableInTransitEncryption = true
    }
  })
}
""",
        'resource "aws_emr_block_public_access_configuration" "all" {}',
    ),
)
def check(configuration):
    settings = configuration.document("configuration").sub("EncryptionConfiguration")
    if not all(settings.get(name, default=False) for name in _SWITCHES):
        yield configuration.fail("configuration", "data at rest or in transit are not encrypted")
