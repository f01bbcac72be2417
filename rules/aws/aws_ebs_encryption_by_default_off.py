"""Every disk that does not ask for encryption is written in plain.

The region's setting encrypts new volumes and copies of snapshots whoever makes them: consoles,
scripts, Auto Scaling, other teams. It costs nothing and is here switched off.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ebs_encryption_by_default",
    severity=MEDIUM,
    fix="Remove enabled = false.",
    aliases=("CKV_AWS_106",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    ),
    bad=('resource "aws_ebs_encryption_by_default" "all" { enabled = false }  # here',),
    good=(
        'resource "aws_ebs_encryption_by_default" "all" {}',
        'resource "aws_ebs_encryption_by_default" "all" { enabled = true }',
    ),
)  # fmt: skip
def check(setting):
    if not setting.get("enabled", default=True):
        yield setting.fail("enabled", "new volumes are not encrypted by default")
