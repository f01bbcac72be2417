"""Anyone who learns this webhook's address can start the pipeline: it checks no signature.

The address shows in the source host's settings and logs. With GITHUB_HMAC the sender proves that it
knows the secret.
"""

from scanner import HIGH, rule


@rule(
    on="aws_codepipeline_webhook",
    severity=HIGH,
    fix='Set authentication = "GITHUB_HMAC" with a secret_token.',
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_WebhookDefinition.html",
    ),
    bad=(
        """
resource "aws_codepipeline_webhook" "app" {
  name            = "app"
  authentication  = "UNAUTHENTICATED"  # here
  target_action   = "Source"
  target_pipeline = "app"
}
""",
    ),
    good=(
        """
resource "aws_codepipeline_webhook" "app" {
  name            = "app"
  authentication  = "GITHUB_HMAC"
  target_action   = "Source"
  target_pipeline = "app"
  authentication_configuration {
    secret_token = var.secret
  }
}

variable "secret" { type = string }
""",
        """
resource "aws_codepipeline_webhook" "app" {
  name            = "app"
  authentication  = "IP"
  target_action   = "Source"
  target_pipeline = "app"
  authentication_configuration {
    allowed_ip_range = "198.51.100.0/24"
  }
}
""",
    ),
)
def check(webhook):
    if webhook.get("authentication") == "UNAUTHENTICATED":
        yield webhook.fail("authentication", "anyone may start the pipeline")
