"""Artifacts between the stages are encrypted, but with a key of AWS that you cannot share or watch.

A key of your own adds a policy and an audit trail, and is what a pipeline that deploys to other
accounts needs.
"""

from scanner import LOW, rule


@rule(
    on="aws_codepipeline",
    severity=LOW,
    fix="Add encryption_key with the ARN of a KMS key of your own to artifact_store.",
    aliases=("CKV_AWS_219",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
    ),
    bad=(
        """
resource "aws_codepipeline" "app" {
  name = "app"
  artifact_store {  # here
    location = "artifacts"
    type     = "S3"
  }
}
""",
    ),
    good=(
        """
resource "aws_codepipeline" "app" {
  name = "app"
  artifact_store {
    location = "artifacts"
    type     = "S3"
    encryption_key {
      id   = "arn:aws:kms:eu-central-1:123456789012:key/1"
      type = "KMS"
    }
  }
}
""",
        """
resource "aws_kms_key" "pipeline" {}

resource "aws_codepipeline" "app" {
  name = "app"
  artifact_store {
    location = "artifacts"
    type     = "S3"
    encryption_key {
      id   = aws_kms_key.pipeline.arn
      type = "KMS"
    }
  }
}
""",
    ),
)
def check(pipeline):
    for store in pipeline.each("artifact_store"):
        if not store.get("encryption_key.id", default=""):
            yield store.fail("encryption_key", "artifacts have no key of your own")
