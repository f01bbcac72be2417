"""Artifacts and logs of this project's builds have AWS's key for S3, which you cannot limit.

A key of your own adds a policy and an audit trail, and lets accounts that deploy the artifacts read
them.
"""

from scanner import LOW, rule
from scanner.shapes import text_ends


@rule(
    on="aws_codebuild_project",
    severity=LOW,
    fix="Set encryption_key to the ARN of a key of your own.",
    aliases=("CKV_AWS_147",),
    cwe=311,
    references=("https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",),
    bad=(
        'resource "aws_codebuild_project" "app" { name = "app" }  # here',
        """
resource "aws_codebuild_project" "app" {
  name           = "app"
  encryption_key = "arn:aws:kms:eu-central-1:123456789012:alias/aws/s3"  # here
}
""",
    ),
    good=(
        """
resource "aws_codebuild_project" "app" {
  name           = "app"
  encryption_key = "arn:aws:kms:eu-central-1:123456789012:key/1"
}
""",
        """
resource "aws_kms_key" "builds" {}

resource "aws_codebuild_project" "app" {
  name           = "app"
  encryption_key = aws_kms_key.builds.arn
}
""",
    ),
)
def check(project):
    key = project.get("encryption_key", default="")
    if not key or text_ends(key, "alias/aws/s3"):
        yield project.fail("encryption_key", "builds have no key of your own")
