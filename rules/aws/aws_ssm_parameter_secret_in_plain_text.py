"""A password in a plain parameter is shown to everybody who may list parameters.

The type String is stored without encryption. SecureString is encrypted by KMS, costs nothing more
and is read by the same call. Told by the parameter's name, as .../password or db_token.
"""

import re

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import matches

_NAME = re.compile(
    r"(?:^|[/_.\-])(?:password|passwd|secret|token|api[_\-]?key|private[_\-]?key|credentials?)$",
    re.IGNORECASE,
)
_PLAIN = ("String", "StringList")


@rule(
    on="aws_ssm_parameter",
    severity=HIGH,
    confidence=MEDIUM,
    fix='Set type = "SecureString".',
    related_ids=("CKV2_AWS_34",),
    cwe=312,
    references=(
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    ),
    bad=(
        """
resource "aws_ssm_parameter" "db" {
  name = "/shop/db/password"
  type = "String"  # here
}
""",
        """
resource "aws_ssm_parameter" "api" {
  name = "shop-api-key"
  type = "StringList"  # here
}
""",
    ),
    good=(
        """
resource "aws_ssm_parameter" "db" {
  name = "/shop/db/password"
  type = "SecureString"
}
""",
        """
resource "aws_ssm_parameter" "policy" {
  name = "/shop/db/password-length"
  type = "String"
}
""",
    ),
)
def check(parameter):
    if parameter.get("type") not in _PLAIN:
        return
    if matches(_NAME, parameter.get("name", default="")):
        yield parameter.fail("type", "the secret is stored without encryption")
