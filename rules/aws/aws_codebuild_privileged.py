"""Builds of this project run as root on their host: a poisoned dependency owns the build machine.

Privileged mode is what building images with Docker in the build needs, and nothing else does. Other
projects lose a layer of protection for nothing.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_codebuild_project",
    severity=MEDIUM,
    fix="Remove privileged_mode where the build runs no Docker daemon.",
    aliases=("CKV_AWS_316",),
    cwe=250,
    references=(
        "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectEnvironment.html",
    ),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = true  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
}
""",
        """
variable "docker" { default = "false" }

resource "aws_codebuild_project" "app" {
  name = "app"
  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = var.docker
  }
}
""",
    ),
)
def check(project):
    if project.get("environment.privileged_mode", default=False):
        yield project.fail("environment.privileged_mode", "builds run privileged")
