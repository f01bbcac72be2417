"""Everybody in the world may pull the images of this repository: it is in the public gallery.

That is its purpose; an image of your own service does not belong there, and what was pushed once
may have been copied.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecrpublic_repository",
    severity=LOW,
    fix="Use aws_ecr_repository for images that are not published on purpose.",
    cwe=668,
    references=("https://docs.aws.amazon.com/AmazonECR/latest/public/what-is-ecr.html",),
    bad=('resource "aws_ecrpublic_repository" "tool" { repository_name = "tool" }  # here',),
    good=(
        'resource "aws_ecr_repository" "tool" { name = "tool" }',
        """
resource "aws_ecrpublic_repository" "tool" {
  repository_name = "tool"
  catalog_data {
    description = "A tool that we publish"
  }
}
""",
    ),
)
def check(repository):
    if not repository.get("catalog_data.description", default=""):
        yield repository.fail(message="images are public, and no description says for whom")
