"""Anyone on the way can choose the value that goes into the configuration.

What an http data source reads over plain HTTP is neither private nor authentic, and the next apply
uses it as it comes.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import matches

_PLAIN = re.compile(r"^http://(?!localhost\b|127\.|\[::1\])")


@rule(
    on="data.http",
    severity=MEDIUM,
    fix="Read it over https.",
    cwe=319,
    references=(
        "https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http",
    ),
    bad=(
        """
data "http" "keys" {
  url = "http://example.com/keys"  # here
}
""",
        """
data "http" "keys" {
  url      = "https://example.com/keys"
  insecure = true  # here
}
""",
    ),
    good=(
        """
data "http" "keys" {
  url = "https://example.com/keys"
}
""",
        """
data "http" "metadata" {
  url = "http://localhost:8080/ready"
}
""",
    ),
)
def check(request):
    if matches(_PLAIN, request.get("url", default="")):
        yield request.fail("url", "the value is read over plain HTTP")
    if request.get("insecure", default=False):
        yield request.fail("insecure", "the server's certificate is not checked")
