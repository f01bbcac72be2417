"""A managed policy of AWS gives all of a service, in every region and on every resource.

Policies such as AmazonS3FullAccess are made for a first try. A service's role needs some actions on
its own resources; AWS may also widen such a policy at any time. IAMFullAccess is found by a rule
of its own.
"""

from scanner import LOW, rule
from scanner.shapes import is_aws_managed

# What is attached most, and reaches data or machines.
_POLICIES = (
    "AmazonS3FullAccess",
    "AmazonDynamoDBFullAccess",
    "AmazonEC2FullAccess",
    "AmazonECS_FullAccess",
    "AmazonRDSFullAccess",
    "AmazonSNSFullAccess",
    "AmazonSQSFullAccess",
    "AmazonSSMFullAccess",
    "AWSLambda_FullAccess",
    "CloudWatchFullAccess",
    "CloudWatchLogsFullAccess",
    "PowerUserAccess",
)


@rule(
    on=(
        "aws_iam_role_policy_attachment",
        "aws_iam_user_policy_attachment",
        "aws_iam_group_policy_attachment",
        "aws_iam_policy_attachment",
    ),
    severity=LOW,
    fix="Attach a policy of your own that names the actions and resources.",
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    ),
    bad=(
        """
resource "aws_iam_role_policy_attachment" "storage" {
  role       = "task"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"  # here
}
""",
        """
resource "aws_iam_role_policy_attachment" "functions" {
  role       = "task"
  policy_arn = "arn:aws:iam::aws:policy/AWSLambda_FullAccess"  # here
}
""",
    ),
    good=(
        """
resource "aws_iam_role_policy_attachment" "storage" {
  role       = "task"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}
""",
        """
resource "aws_iam_role_policy_attachment" "storage" {
  role       = "task"
  policy_arn = "arn:aws:iam::123456789012:policy/ReportsFullAccess"
}
""",
    ),
)  # fmt: skip
def check(attachment):
    for policy in attachment.each("policy_arn"):
        if any(is_aws_managed(policy, name) for name in _POLICIES):
            yield attachment.fail("policy_arn", "it may do everything with a service")
