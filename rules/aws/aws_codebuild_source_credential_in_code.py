"""The token that reads your source code stands in this file, for everyone who can read it.

It is in the repository's history and in Terraform's state. Rotate it, and use a connection
(CODECONNECTIONS) or a token kept in Secrets Manager.
"""

from scanner import HIGH, rule
from scanner.shapes import is_literal


@rule(
    on="aws_codebuild_source_credential",
    severity=HIGH,
    fix="Use a connection, or take the token from a sensitive variable or Secrets Manager.",
    cwe=798,
    references=("https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens.html",),
    bad=(
        """
resource "aws_codebuild_source_credential" "github" {
  auth_type   = "PERSONAL_ACCESS_TOKEN"
  server_type = "GITHUB"
  token       = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
}
""",
    ),
    good=(
        """
resource "aws_codebuild_source_credential" "github" {
  auth_type   = "CODECONNECTIONS"
  server_type = "GITHUB"
  token       = "arn:aws:codeconnections:eu-central-1:123456789012:connection/1"
}
""",
        """
resource "aws_codebuild_source_credential" "github" {
  auth_type   = "SECRETS_MANAGER"
  server_type = "GITHUB"
  token       = "github-token"
}
""",
    ),
)
def check(credential):
    if credential.get("auth_type") not in ("PERSONAL_ACCESS_TOKEN", "BASIC_AUTH", "OAUTH"):
        return
    if is_literal(credential.get("token", default="")):
        yield credential.fail("token", "the token stands in the code")
