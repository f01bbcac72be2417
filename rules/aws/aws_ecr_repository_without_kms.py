"""Images are encrypted, but with a key that ECR manages for everyone.

A KMS key of your own adds a policy that decides who may pull, an audit trail and the means to shut
access off. The encryption of a repository cannot be changed later.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecr_repository",
    severity=LOW,
    fix='Add encryption_configuration { encryption_type = "KMS" } with a kms_key.',
    aliases=("CKV_AWS_136",),
    related_ids=("AVD-AWS-0033",),
    cwe=311,
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",),
    bad=(
        'resource "aws_ecr_repository" "app" { name = "app" }  # here',
        """
resource "aws_ecr_repository" "app" {
  name = "app"
  encryption_configuration {
    encryption_type = "AES256"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository" "app" {
  name = "app"
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:eu-central-1:123456789012:key/1"
  }
}
""",
        """
resource "aws_ecr_repository" "app" {
  name = "app"
  encryption_configuration {
    encryption_type = "KMS_DSSE"
  }
}
""",
    ),
)
def check(repository):
    path = "encryption_configuration.encryption_type"
    if repository.get(path, default="AES256") not in ("KMS", "KMS_DSSE"):
        yield repository.fail(path, "images are not encrypted with KMS")
