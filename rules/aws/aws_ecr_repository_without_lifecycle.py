"""Every image ever pushed is kept and paid for, and old ones with known flaws can still be started.

A lifecycle policy expires untagged and outdated images. Nothing else removes them.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecr_repository",
    severity=LOW,
    fix="Add aws_ecr_lifecycle_policy for the repository.",
    cwe=459,
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",),
    bad=(
        """
resource "aws_ecr_repository" "app" {  # here
  name = "app"
}

resource "aws_ecr_lifecycle_policy" "other" {
  repository = "other"
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 9 }
      action       = { type = "expire" }
    }]
  })
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecr_lifecycle_policy" "app" {
  repository = aws_ecr_repository.app.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 9 }
      action       = { type = "expire" }
    }]
  })
}
""",
        """
resource "aws_ecr_repository" "app" {
  for_each = toset(["web", "worker"])
  name     = each.key
}

resource "aws_ecr_lifecycle_policy" "app" {
  for_each   = aws_ecr_repository.app
  repository = each.value.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 9 }
      action       = { type = "expire" }
    }]
  })
}
""",
    ),
)
def check(repository):
    if not repository.related("aws_ecr_lifecycle_policy", "repository"):
        yield repository.fail(message="old images are never removed")
