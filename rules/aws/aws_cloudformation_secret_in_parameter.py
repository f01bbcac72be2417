"""A secret among the stack's parameters is shown by DescribeStacks and stands in the code.

NoEcho hides it in the console only if the template says so. A dynamic reference in the template,
{{resolve:secretsmanager:...}}, fetches it without that.
"""

from scanner import HIGH, MEDIUM, rule
from scanner.shapes import credential_in, entry_key, is_literal, is_secret_name


@rule(
    on="aws_cloudformation_stack",
    severity=HIGH,
    confidence=MEDIUM,
    fix="Use a dynamic reference to Secrets Manager in the template.",
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
    ),
    bad=(
        """
resource "aws_cloudformation_stack" "db" {
  parameters = {
    DBPassword = "correct-horse-battery"  # here
    Size       = "small"
  }
}
""",
        """
resource "aws_cloudformation_stack" "hub" {
  parameters = {
    Hub = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudformation_stack" "db" {
  parameters = {
    DBPasswordSecretArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db"
    Size                = "small"
  }
}
""",
        """
resource "aws_cloudformation_stack" "db" {
  parameters = { DBPassword = "{{resolve:secretsmanager:db:SecretString:password}}" }
}
""",
    ),
)
def check(stack):
    for entry in stack.entries("parameters"):
        if entry.value == "****":
            continue  # CloudFormation's answer for what NoEcho hides
        named = is_secret_name(entry_key(entry))
        if credential_in(entry.value) or (named and is_literal(entry.value)):
            yield entry.fail(message="the parameter holds a secret")
