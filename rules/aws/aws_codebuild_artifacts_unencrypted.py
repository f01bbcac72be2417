"""What this project builds is written to S3 with the encryption switched off.

Artifacts are the programs that go to production, often with their settings. They are encrypted with
a KMS key unless it is switched off.
"""

from scanner import HIGH, rule


@rule(
    on="aws_codebuild_project",
    severity=HIGH,
    fix="Remove encryption_disabled.",
    aliases=("CKV_AWS_78", "AVD-AWS-0018"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html",
    ),
    bad=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  artifacts {
    type                = "S3"
    location            = "artifacts"
    encryption_disabled = true  # here
  }
}
""",
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  artifacts {
    type = "CODEPIPELINE"
  }
  secondary_artifacts {
    artifact_identifier = "reports"
    type                = "S3"
    encryption_disabled = true  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  artifacts {
    type     = "S3"
    location = "artifacts"
  }
}
""",
        """
resource "aws_codebuild_project" "app" {
  name = "app"
  artifacts {
    type                = "NO_ARTIFACTS"
    encryption_disabled = true
  }
}
""",
    ),
)
def check(project):
    for name in ("artifacts", "secondary_artifacts"):
        for artifacts in project.each(name):
            if artifacts.get("type") == "NO_ARTIFACTS":
                continue
            if artifacts.get("encryption_disabled", default=False):
                yield artifacts.fail("encryption_disabled", "artifacts are not encrypted")
