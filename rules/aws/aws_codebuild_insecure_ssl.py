"""The build takes its source from whoever answers: the server's certificate is not checked.

Somebody between CodeBuild and the repository can put their own code into what you release, and
reads the credentials that the source is fetched with.
"""

from scanner import HIGH, rule


@rule(
    on="aws_codebuild_project",
    severity=HIGH,
    fix="Remove insecure_ssl, and give the build the server's certificate instead.",
    cwe=295,
    references=(
        "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html",
    ),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  source {
    type         = "GITHUB_ENTERPRISE"
    location     = "https://git.example.com/team/app.git"
    insecure_ssl = true  # here
  }
}
""",
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  source {
    type = "CODEPIPELINE"
  }
  secondary_sources {
    source_identifier = "tools"
    type              = "GITHUB_ENTERPRISE"
    insecure_ssl      = true  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  source {
    type     = "GITHUB_ENTERPRISE"
    location = "https://git.example.com/team/app.git"
  }
}
""",
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  source {
    type         = "GITHUB"
    location     = "https://github.com/team/app.git"
    insecure_ssl = false
  }
}
""",
    ),
)
def check(project):
    for name in ("source", "secondary_sources"):
        for source in project.each(name):
            if source.get("insecure_ssl", default=False):
                yield source.fail("insecure_ssl", "the source's certificate is not checked")
