"""Another account may push images to this repository, and so decide what you run.

Sharing a repository usually means that others pull. Who may push, or may do everything
(``ecr:*``), can replace what your own services start next. A pipeline's account that builds for the
others is the exception.
"""

from scanner import MEDIUM, rule
from scanner.shapes import allowing, grants, is_public, principals


@rule(
    on="aws_ecr_repository_policy",
    severity=MEDIUM,
    fix="Allow other accounts ecr:BatchGetImage and ecr:GetDownloadUrlForLayer only.",
    cwe=732,
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",),
    bad=(
        """
resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({  # here
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "ecr:*"
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}
""",
        """
resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Principal = { AWS = "*" }, Action = "ecr:PutImage" },
      { Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "ecr:*" },
      { Effect = "Allow", Principal = "*", Action = "ecr:*" },
    ]
  })
}
""",
    ),
)
def check(repository):
    for statement in allowing(repository, "policy"):
        if is_public(statement) or not grants(statement, "ecr:PutImage"):
            continue  # what is public has a rule of its own
        if any(True for _ in principals(statement, "AWS")):
            yield repository.fail("policy", "another account may push images")
