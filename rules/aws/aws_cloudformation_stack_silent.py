"""Nobody hears when this stack fails, is rolled back or deleted.

notification_arns sends its events to a topic. Teams whose deployments report themselves need none.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudformation_stack",
    severity=LOW,
    fix="Set notification_arns to an SNS topic.",
    aliases=("CKV_AWS_124",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudformation-controls.html",
    ),
    bad=('resource "aws_cloudformation_stack" "old" { name = "old" }  # here',),
    good=(
        """
resource "aws_cloudformation_stack" "old" {
  notification_arns = ["arn:aws:sns:eu-central-1:111122223333:stacks"]
}
""",
        """
resource "aws_sns_topic" "stacks" {}

resource "aws_cloudformation_stack" "old" { notification_arns = [aws_sns_topic.stacks.arn] }
""",
    ),
)
def check(stack):
    if not any(True for _ in stack.each("notification_arns")):
        yield stack.fail("notification_arns", "nobody hears of the stack's events")
