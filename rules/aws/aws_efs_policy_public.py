"""Anyone who reaches the file system may mount it and read or change its files, with no IAM at all.

The policy allows everybody, under no condition on who or from where. The condition
elasticfilesystem:AccessedViaMountTarget, which AWS's own template uses, limits it to the networks
of the mount targets and is left alone.
"""

from scanner import HIGH, rule
from scanner.shapes import condition_values, is_public, statements


@rule(
    on="aws_efs_file_system_policy",
    severity=HIGH,
    fix="Name the principals, or add the condition elasticfilesystem:AccessedViaMountTarget.",
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html",
        "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html",
    ),
    bad=(
        """
resource "aws_efs_file_system_policy" "media" {
  file_system_id = "fs-1"
  policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "elasticfilesystem:ClientMount"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_efs_file_system_policy" "media" {
  file_system_id = "fs-1"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }
      Action    = "elasticfilesystem:ClientMount"
    }]
  })
}
""",
        """
resource "aws_efs_file_system_policy" "media" {
  file_system_id = "fs-1"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "elasticfilesystem:ClientMount"
      Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } }
    }]
  })
}
""",
    ),
)
def check(policy):
    if any(_is_open(statement) for statement in statements(policy, "policy")):
        yield policy.fail("policy", "the policy lets in everyone")


def _is_open(statement):
    key = "elasticfilesystem:AccessedViaMountTarget"
    return is_public(statement) and not any(True for _ in condition_values(statement, key))
