"""Codes and tokens of a login are sent to an address without TLS.

Whoever sits between takes them and is signed in. Cognito allows http only for localhost, for
development, and an address of one's own machine is left alone.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_PLAIN = re.compile(r"^http://(?!(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))", re.IGNORECASE)


@rule(
    on="aws_cognito_user_pool_client",
    severity=MEDIUM,
    fix="Use https:// in callback_urls and logout_urls.",
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
    ),
    bad=(
        """
resource "aws_cognito_user_pool_client" "app" {
  callback_urls = ["https://app.example.com/login", "http://app.example.com/login"]  # here
}
""",
    ),
    good=(
        """
resource "aws_cognito_user_pool_client" "app" {
  callback_urls = ["https://app.example.com/login", "http://localhost:3000/login"]
}
""",
        'resource "aws_cognito_user_pool_client" "app" { callback_urls = ["myapp://login"] }',
    ),
)
def check(client):
    for address in client.each("callback_urls"):
        if matches(_PLAIN, address.value):
            yield address.fail(message="logins are sent in the clear")
