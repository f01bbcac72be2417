"""Clients may use SHA-1 and CBC ciphers with this file server, which are being broken.

The security policy chooses the algorithms; left out it is the first one, of 2018. The policies that
are good enough are listed in the parameter policies.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_transfer_server",
    severity=MEDIUM,
    fix='Set security_policy_name = "TransferSecurityPolicy-2024-01" or a later one.',
    related_ids=("CKV_AWS_380",),
    cwe=327,
    parameters={
        "policies": [
            "TransferSecurityPolicy-2022-03",
            "TransferSecurityPolicy-2023-05",
            "TransferSecurityPolicy-2024-01",
            "TransferSecurityPolicy-2025-03",
            "TransferSecurityPolicy-FIPS-2023-05",
            "TransferSecurityPolicy-FIPS-2024-01",
            "TransferSecurityPolicy-FIPS-2024-05",
            "TransferSecurityPolicy-FIPS-2025-03",
            "TransferSecurityPolicy-Restricted-2024-06",
            "TransferSecurityPolicy-SshAuditCompliant-2025-02",
        ]
    },
    references=("https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html",),
    bad=(
        'resource "aws_transfer_server" "files" { domain = "S3" }  # here',
        """
resource "aws_transfer_server" "files" {
  security_policy_name = "TransferSecurityPolicy-2020-06"  # here
}
""",
    ),
    good=(
        """
resource "aws_transfer_server" "files" {
  security_policy_name = "TransferSecurityPolicy-2024-01"
}
""",
        """
resource "aws_transfer_server" "files" {
  security_policy_name = "TransferSecurityPolicy-FIPS-2024-05"
}
""",
    ),
)
def check(server):
    policy = server.get("security_policy_name", default="TransferSecurityPolicy-2018-11")
    if policy not in server.parameters["policies"]:
        yield server.fail("security_policy_name", f"{policy} allows old algorithms")
