"""Anyone with an AWS account can use this key, and so read whatever it protects.

A key policy is the root of all access to a key. A principal of "*" is harmless only with a
condition that names the accounts, the organization or the network, such as kms:CallerAccount.
kms:ViaService alone does not limit whose requests the service makes.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_public, statements

# What sets the policy of a key from outside of it.
_APART = {
    "aws_kms_key": ("aws_kms_key_policy",),
    "aws_kms_external_key": ("aws_kms_key_policy",),
    "aws_kms_replica_key": ("aws_kms_key_policy",),
}


@rule(
    on=("aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key", "aws_kms_external_key"),
    severity=CRITICAL,
    fix="Name the principals, or add a condition on kms:CallerAccount or aws:PrincipalOrgID.",
    related_ids=("CKV_AWS_33",),
    cwe=732,
    references=("https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",),
    bad=(
        """
resource "aws_kms_key" "data" {
  policy = jsonencode({  # here
    Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
  })
}
""",
        """
resource "aws_kms_key_policy" "data" {
  key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
  policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-central-1.amazonaws.com" } }
    }]
  })
}
""",
    ),
    good=(
        'resource "aws_kms_key" "data" {}',
        """
resource "aws_kms_key" "data" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_kms_key_policy" "data" {
  key_id = aws_kms_key.data.id
  policy = jsonencode({ Statement = [] })
}
""",
        """
resource "aws_kms_key" "data" {
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = "123456789012"
            "kms:ViaService"    = "s3.eu-central-1.amazonaws.com"
          }
        }
      },
    ]
  })
}
""",
    ),
)
def check(key):
    # In a state the key shows what the policy of its own sets: one finding.
    if any(key.related(type_, "key_id") for type_ in _APART.get(key.type, ())):
        return
    for statement in statements(key, "policy"):
        if is_public(statement):
            yield key.fail("policy", "a statement lets in every account")
