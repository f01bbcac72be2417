"""A client that forgets the mount option tls reads and writes its files in plain text.

EFS takes both kinds of connections unless the file system's policy denies those for which
aws:SecureTransport is false. A file system without a policy takes both.
"""

from scanner import LOW, rule
from scanner.shapes import condition_values, statements


@rule(
    on="aws_efs_file_system",
    severity=LOW,
    fix="Add aws_efs_file_system_policy that denies aws:SecureTransport = false.",
    cwe=319,
    references=("https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html",),
    bad=(
        'resource "aws_efs_file_system" "media" { encrypted = true }  # here',
        """
resource "aws_efs_file_system" "media" { encrypted = true }

resource "aws_efs_file_system_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  policy = jsonencode({  # here
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }
        Action    = "elasticfilesystem:ClientMount"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "elasticfilesystem:ClientRootAccess"
      },
    ]
  })
}
""",
    ),
    good=(
        """
resource "aws_efs_file_system" "media" { encrypted = true }

resource "aws_efs_file_system_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
""",
        """
resource "aws_efs_file_system" "media" { encrypted = true }

resource "aws_efs_file_system_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  policy = <<-JSON
    {"Statement": {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "*",
     "Condition": {"Bool": {"AWS:securetransport": [false]}}}}
  JSON
}
""",
    ),
)
def check(files):
    policies = files.related("aws_efs_file_system_policy", "file_system_id")
    if not policies:
        yield files.fail(message="connections without TLS are taken")
        return
    for policy in policies:
        if not any(_demands_tls(statement) for statement in statements(policy, "policy")):
            yield policy.fail("policy", "connections without TLS are taken")


def _demands_tls(statement):
    found = condition_values(statement, "aws:SecureTransport")
    return statement.get("Effect") == "Deny" and any(
        value.value in ("false", False) for _, value in found
    )
