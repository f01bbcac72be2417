"""An image that was tested can be replaced under its own tag, by mistake or by an intruder.

With immutable tags a version is what it was when it was pushed, and a task that restarts runs what
was released. Tags that must move, such as latest, can be excluded by name.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_ecr_repository", "aws_ecr_repository_creation_template"),
    severity=MEDIUM,
    fix='Set image_tag_mutability = "IMMUTABLE".',
    aliases=("CKV_AWS_51", "AVD-AWS-0031"),
    cwe=345,
    references=(
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    ),
    bad=(
        'resource "aws_ecr_repository" "app" { name = "app" }  # here',
        """
resource "aws_ecr_repository" "app" {
  name                 = "app"
  image_tag_mutability = "MUTABLE"  # here
}
""",
    ),
    good=(
        """
resource "aws_ecr_repository" "app" {
  name                 = "app"
  image_tag_mutability = "IMMUTABLE"
}
""",
        """
resource "aws_ecr_repository" "app" {
  name                 = "app"
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
}
""",
    ),
)
def check(repository):
    mutability = repository.get("image_tag_mutability", default="MUTABLE")
    if mutability not in ("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"):
        yield repository.fail("image_tag_mutability", "tags can be moved to other images")
