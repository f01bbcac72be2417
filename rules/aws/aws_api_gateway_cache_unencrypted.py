"""Answers of this API, perhaps with personal data, lie unencrypted in its cache.

A stage's cache keeps whole answers. Encryption of the cache is off unless it is asked for, and
costs nothing but a small delay.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_api_gateway_method_settings",
    severity=MEDIUM,
    fix="Set cache_data_encrypted = true.",
    aliases=("CKV_AWS_308", "AVD-AWS-0002"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html",
    ),
    bad=(
        """
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {  # here
    caching_enabled = true
  }
}
""",
        """
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    caching_enabled      = true
    cache_data_encrypted = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    caching_enabled      = true
    cache_data_encrypted = true
  }
}
""",
        """
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = "a1b2c3"
  stage_name  = "live"
  method_path = "*/*"
  settings {
    metrics_enabled = true
  }
}
""",
    ),
)
def check(methods):
    for settings in methods.each("settings"):
        if settings.get("caching_enabled", default=False) and not settings.get(
            "cache_data_encrypted", default=False
        ):
            yield settings.fail("cache_data_encrypted", "the cache is not encrypted")
