"""A leaked secret stays good until the next rotation, and this one is far away.

The days that are enough can be set with the parameter days. Schedules by cron expression are not
judged.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_secretsmanager_secret_rotation",
    severity=LOW,
    fix="Set automatically_after_days to 90 or less.",
    related_ids=("CKV_AWS_304",),
    cwe=262,
    parameters={"days": 90},
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
    ),
    bad=(
        """
resource "aws_secretsmanager_secret_rotation" "db" {
  rotation_rules {
    automatically_after_days = 365  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_secretsmanager_secret_rotation" "db" {
  rotation_rules { automatically_after_days = 90 }
}
""",
        """
resource "aws_secretsmanager_secret_rotation" "db" {
  rotation_rules { schedule_expression = "rate(10 days)" }
}
""",
    ),
)
def check(rotation):
    path = "rotation_rules.automatically_after_days"
    days = quantity(rotation.get(path, default=0), 0)
    if days > rotation.parameters["days"]:
        yield rotation.fail(path, f"the secret is changed every {days} days")
