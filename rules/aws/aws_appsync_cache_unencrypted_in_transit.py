"""Answers go between the API and its cache in plain text.

The cache is a service of its own on the network. Encryption on the way to it is off unless it is
asked for, and cannot be changed later.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_appsync_api_cache",
    severity=MEDIUM,
    fix="Set transit_encryption_enabled = true.",
    aliases=("CKV_AWS_215",),
    cwe=319,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html",),
    bad=(
        """
resource "aws_appsync_api_cache" "shop" {  # here
  api_id                     = "a1"
  type                       = "SMALL"
  ttl                        = 60
  at_rest_encryption_enabled = true
}
""",
    ),
    good=(
        """
resource "aws_appsync_api_cache" "shop" {
  api_id                     = "a1"
  type                       = "SMALL"
  ttl                        = 60
  transit_encryption_enabled = true
}
""",
        """
variable "encrypt" { default = "true" }

resource "aws_appsync_api_cache" "shop" {
  api_id                     = "a1"
  transit_encryption_enabled = var.encrypt
}
""",
    ),
)
def check(cache):
    if not cache.get("transit_encryption_enabled", default=False):
        yield cache.fail("transit_encryption_enabled", "the way to the cache is not encrypted")
