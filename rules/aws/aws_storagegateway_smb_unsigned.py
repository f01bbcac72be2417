"""SMB clients may go without signing, so that an attacker in between reads and changes files.

The strategy ClientSpecified takes whatever the client offers. MandatorySigning, the default, and
the kinds of MandatoryEncryption do not.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_storagegateway_gateway",
    severity=MEDIUM,
    fix='Set smb_security_strategy = "MandatoryEncryption".',
    cwe=319,
    references=("https://docs.aws.amazon.com/filegateway/latest/files3/security-strategy.html",),
    bad=(
        """
resource "aws_storagegateway_gateway" "office" {
  gateway_type          = "FILE_S3"
  smb_security_strategy = "ClientSpecified"  # here
}
""",
    ),
    good=(
        """
resource "aws_storagegateway_gateway" "office" {
  gateway_type          = "FILE_S3"
  smb_security_strategy = "MandatoryEncryption"
}
""",
        'resource "aws_storagegateway_gateway" "office" { gateway_type = "FILE_S3" }',
    ),
)
def check(gateway):
    if gateway.get("smb_security_strategy", default="MandatorySigning") == "ClientSpecified":
        yield gateway.fail("smb_security_strategy", "clients may go without signing")
