"""The secret is printed by every apply and stays in the logs of the pipeline.

Terraform hides an output only when it is sensitive or made of something that is. The name tells
that this one holds a secret; addresses, ids and names of secrets are none.
"""

from scanner import MEDIUM, rule
from scanner.shapes import is_secret_name


@rule(
    on="terraform_output",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Set sensitive = true on the output.",
    cwe=532,
    references=(
        "https://developer.hashicorp.com/terraform/language/values/outputs#sensitive-suppressing-values-in-cli-output",
    ),
    bad=(
        """
resource "random_id" "token" {
  byte_length = 16
}

output "api_token" {  # here
  value = random_id.token.hex
}
""",
    ),
    good=(
        """
output "api_token" {
  value     = "x"
  sensitive = true
}
""",
        """
output "secret_arn" {
  value = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"
}
""",
    ),
)
def check(output):
    if is_secret_name(output.name) and not output.get("sensitive", default=False):
        yield output.fail("sensitive", "the value is shown after every apply")
