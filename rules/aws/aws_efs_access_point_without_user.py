"""Clients choose their own user and group ids, root among them, so file modes protect nothing.

With posix_user the access point replaces whatever id a client claims. That of 0 is root again, and
therefore no protection either.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_efs_access_point",
    severity=MEDIUM,
    fix="Add posix_user with the uid and gid of the application.",
    aliases=("CKV_AWS_330",),
    cwe=732,
    references=("https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html",),
    bad=(
        'resource "aws_efs_access_point" "shop" { file_system_id = "fs-1" }  # here',
        """
resource "aws_efs_access_point" "shop" {
  posix_user {
    uid = 0  # here
    gid = 1000
  }
}
""",
    ),
    good=(
        """
resource "aws_efs_access_point" "shop" {
  posix_user {
    uid = 1000
    gid = 1000
  }
}
""",
        """
resource "aws_efs_access_point" "shop" {
  posix_user {
    uid = "1000"
    gid = 0
  }
}
""",
    ),
)
def check(point):
    if point.get("posix_user.uid", default=0) in (0, "0"):
        yield point.fail("posix_user.uid", "clients act as any user, root included")
