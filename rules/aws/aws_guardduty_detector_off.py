"""GuardDuty is there and looks at nothing.

A suspended detector neither analyses events nor reports what it would have found. One that is made
is on unless it is told otherwise.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_guardduty_detector",
    severity=MEDIUM,
    fix="Set enable = true, or leave it out.",
    aliases=("CKV_AWS_238",),
    cwe=778,
    references=("https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html",),
    bad=('resource "aws_guardduty_detector" "main" { enable = false }  # here',),
    good=(
        'resource "aws_guardduty_detector" "main" { enable = true }',
        """
resource "aws_guardduty_detector" "main" {
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}
""",
    ),
)
def check(detector):
    if not detector.get("enable", default=True):
        yield detector.fail("enable", "the detector is suspended")
