"""Images with known vulnerabilities are pushed and deployed, and nobody is told.

A scan on push is free and takes seconds. Where the registry's own configuration scans its
repositories, on push or continuously, the repository need not ask for it.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecr_repository",
    severity=MEDIUM,
    fix="Add image_scanning_configuration { scan_on_push = true }.",
    aliases=("CKV_AWS_163", "AVD-AWS-0030"),
    cwe=1104,
    references=("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",),
    bad=(
        'resource "aws_ecr_repository" "app" { name = "app" }  # here',
        """
resource "aws_ecr_repository" "app" {
  name = "app"
  image_scanning_configuration {
    scan_on_push = false  # here
  }
}

resource "aws_ecr_registry_scanning_configuration" "none" {
  scan_type = "BASIC"
}
""",
        """
resource "aws_ecr_repository" "app" {  # here
  name = "app"
}

resource "aws_ecr_registry_scanning_configuration" "manual" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "MANUAL"
    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository" "app" {
  name = "app"
  image_scanning_configuration {
    scan_on_push = true
  }
}
""",
        """
resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecr_registry_scanning_configuration" "all" {
  scan_type = "ENHANCED"
  rule {
    scan_frequency = "CONTINUOUS_SCAN"
    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}
""",
    ),
)
def check(repository):
    path = "image_scanning_configuration.scan_on_push"
    if repository.get(path, default=False):
        return
    for registry in repository.beside("aws_ecr_registry_scanning_configuration"):
        for one in registry.each("rule"):
            if one.get("scan_frequency", default="MANUAL") != "MANUAL":
                return
    yield repository.fail(path, "images are not scanned")
