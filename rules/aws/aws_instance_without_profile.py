"""Whatever runs here needs keys that somebody puts on the disk, as the instance has no role.

An instance profile gives the instance credentials that change by themselves, and Session Manager
and patching a way in. Without one, long-lived keys are copied to it.
"""

from scanner import LOW, rule


@rule(
    on="aws_instance",
    severity=LOW,
    fix="Set iam_instance_profile.",
    aliases=("CKV2_AWS_41",),
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
    ),
    bad=('resource "aws_instance" "web" { ami = "ami-1" }  # here',),
    good=(
        'resource "aws_instance" "web" { iam_instance_profile = "web" }',
        """
resource "aws_instance" "web" {
  launch_template {
    id = "lt-1"
  }
}
""",
    ),
)  # fmt: skip
def check(instance):
    if instance.is_set("launch_template"):
        return
    if not instance.get("iam_instance_profile", default=""):
        yield instance.fail("iam_instance_profile", "the instance has no role")
