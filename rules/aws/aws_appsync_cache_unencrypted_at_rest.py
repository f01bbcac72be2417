"""Answers of this API, perhaps with personal data, lie unencrypted in its cache.

The cache keeps whole answers of resolvers. Its encryption is off unless it is asked for, and cannot
be changed later.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_appsync_api_cache",
    severity=MEDIUM,
    fix="Set at_rest_encryption_enabled = true.",
    aliases=("CKV_AWS_214",),
    cwe=311,
    references=("https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html",),
    bad=(
        """
resource "aws_appsync_api_cache" "shop" {  # here
  api_id = "a1"
  type   = "SMALL"
  ttl    = 60
}
""",
        """
resource "aws_appsync_api_cache" "shop" {
  api_id                     = "a1"
  type                       = "SMALL"
  ttl                        = 60
  at_rest_encryption_enabled = false  # here
  transit_encryption_enabled = true
}
""",
    ),
    good=(
        """
resource "aws_appsync_api_cache" "shop" {
  api_id                     = "a1"
  type                       = "SMALL"
  ttl                        = 60
  at_rest_encryption_enabled = true
}
""",
        """
variable "encrypt" { default = "true" }

resource "aws_appsync_api_cache" "shop" {
  api_id                     = "a1"
  at_rest_encryption_enabled = var.encrypt
}
""",
    ),
)
def check(cache):
    if not cache.get("at_rest_encryption_enabled", default=False):
        yield cache.fail("at_rest_encryption_enabled", "the cache is not encrypted")
