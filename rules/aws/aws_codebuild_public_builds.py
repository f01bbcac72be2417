"""Anyone on the internet may read this project's builds: their logs and their artifacts.

Logs of builds show addresses, names of secrets and now and then the secrets. Publish results of an
open project on purpose only, and look at what its logs say first.
"""

from scanner import HIGH, rule


@rule(
    on="aws_codebuild_project",
    severity=HIGH,
    fix='Remove project_visibility or set it to "PRIVATE".',
    cwe=200,
    references=("https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html",),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name               = "app"
  project_visibility = "PUBLIC_READ"  # here
}
""",
    ),
    good=(
        'resource "aws_codebuild_project" "app" { name = "app" }',
        """
resource "aws_codebuild_project" "app" {
  name               = "app"
  project_visibility = "PRIVATE"
}
""",
    ),
)
def check(project):
    if project.get("project_visibility", default="PRIVATE") == "PUBLIC_READ":
        yield project.fail("project_visibility", "builds are public")
