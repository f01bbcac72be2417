"""Credentials of a session that leak work for the rest of it, up to twelve hours.

A session cannot be ended early without denying everyone else of the role. One hour is the default;
long jobs renew theirs. The parameter max_hours says how long is fine.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_iam_role",
    severity=LOW,
    fix="Leave max_session_duration out, or shorten it.",
    cwe=613,
    parameters={"max_hours": 4},
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html",
    ),
    bad=(
        """
resource "aws_iam_role" "staff" {
  assume_role_policy   = "{}"
  max_session_duration = 43200  # here
}
""",
    ),
    good=(
        'resource "aws_iam_role" "staff" { assume_role_policy = "{}" }',
        """
resource "aws_iam_role" "staff" {
  assume_role_policy   = "{}"
  max_session_duration = 14400
}
""",
    ),
)  # fmt: skip
def check(role):
    seconds = quantity(role.get("max_session_duration", default=3600), 3600)
    if seconds > role.parameters["max_hours"] * 3600:
        yield role.fail("max_session_duration", "sessions last long")
