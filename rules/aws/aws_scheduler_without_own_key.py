"""What this schedule hands to its target is kept with a key of AWS that you cannot limit.

The input of a schedule can hold personal data or addresses. A key of your own adds a policy and an
audit trail.
"""

from scanner import LOW, rule


@rule(
    on="aws_scheduler_schedule",
    severity=LOW,
    fix="Set kms_key_arn to the ARN of a key of your own.",
    aliases=("CKV_AWS_297",),
    cwe=311,
    references=("https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html",),
    bad=('resource "aws_scheduler_schedule" "nightly" { name = "nightly" }  # here',),
    good=(
        """
resource "aws_scheduler_schedule" "nightly" {
  name        = "nightly"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
}
""",
        """
resource "aws_kms_key" "schedules" {}

resource "aws_scheduler_schedule" "nightly" {
  name        = "nightly"
  kms_key_arn = aws_kms_key.schedules.arn
}
""",
    ),
)
def check(schedule):
    if not schedule.get("kms_key_arn", default=""):
        yield schedule.fail("kms_key_arn", "the schedule has no key of your own")
