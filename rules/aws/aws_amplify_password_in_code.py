"""The password before this site, or the token that reads its source, stands in this file.

It is in the repository's history and in Terraform's state. Base64, which basic authentication asks
for, hides nothing.
"""

from scanner import HIGH, rule
from scanner.shapes import is_literal

_SECRETS = {
    "aws_amplify_app": ("basic_auth_credentials", "access_token", "oauth_token"),
    "aws_amplify_branch": ("basic_auth_credentials",),
}


@rule(
    on=tuple(_SECRETS),
    severity=HIGH,
    fix="Take it from a sensitive variable or from Secrets Manager.",
    cwe=798,
    references=("https://docs.aws.amazon.com/amplify/latest/userguide/access-control.html",),
    bad=(
        """
resource "aws_amplify_app" "shop" {
  name                   = "shop"
  enable_basic_auth      = true
  basic_auth_credentials = "c2hvcDpodW50ZXIy"  # here
}
""",
        """
resource "aws_amplify_branch" "preview" {
  app_id                 = "a1"
  branch_name            = "preview"
  enable_basic_auth      = true
  basic_auth_credentials = base64encode("shop:hunter2")  # here
}
""",
    ),
    good=(
        """
resource "aws_amplify_app" "shop" {
  name = "shop"
}
""",
        """
resource "aws_amplify_branch" "preview" {
  app_id                 = "a1"
  branch_name            = "preview"
  basic_auth_credentials = ""
}
""",
    ),
)
def check(app):
    for name in _SECRETS[app.type]:
        if is_literal(app.get(name, default="")):
            yield app.fail(name, "a secret stands in the code")
