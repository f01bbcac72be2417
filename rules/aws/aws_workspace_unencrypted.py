"""What users keep on this desktop, and its snapshots, can be read.

Both volumes are encrypted only where it is asked for, and can only be so when the desktop is made.
"""

from scanner import MEDIUM, rule

_VOLUMES = ("root_volume_encryption_enabled", "user_volume_encryption_enabled")


@rule(
    on="aws_workspaces_workspace",
    severity=MEDIUM,
    fix="Set root_volume_encryption_enabled and user_volume_encryption_enabled to true.",
    aliases=("CKV_AWS_155", "CKV_AWS_156", "AVD-AWS-0109"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html",
    ),
    bad=(
        """
resource "aws_workspaces_workspace" "desk" {  # here
  root_volume_encryption_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_workspaces_workspace" "desk" {
  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
}
""",
        """
resource "aws_workspaces_workspace" "desk" {
  root_volume_encryption_enabled = "true"
  user_volume_encryption_enabled = "true"
  volume_encryption_key          = "alias/desktops"
}
""",
    ),
)
def check(desktop):
    for name in _VOLUMES:
        if not desktop.get(name, default=False):
            yield desktop.fail(name, "a volume is not encrypted")
