"""Whoever mounts this access point sees the whole file system, not the part that is theirs.

An access point shows the root directory / unless root_directory names another path, and so keeps
applications apart only if it does.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_efs_access_point",
    severity=MEDIUM,
    fix="Name the application's directory in root_directory.",
    aliases=("CKV_AWS_329",),
    cwe=732,
    references=("https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",),
    bad=(
        'resource "aws_efs_access_point" "shop" { file_system_id = "fs-1" }  # here',
        """
resource "aws_efs_access_point" "shop" {
  root_directory {
    path = "/"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_efs_access_point" "shop" {
  root_directory { path = "/shop" }
}
""",
        """
variable "application" { default = "shop" }

resource "aws_efs_access_point" "shop" {
  root_directory { path = "/${var.application}" }
}
""",
    ),
)
def check(point):
    if point.get("root_directory.path", default="/") == "/":
        yield point.fail("root_directory.path", "the whole file system is shown")
