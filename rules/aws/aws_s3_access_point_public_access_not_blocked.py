"""An access point may be opened to the internet by its policy, whatever its bucket's name says.

Access points block public access unless their own settings switch that off, and those settings
cannot be changed once the access point exists. Settings that are left out are on.
"""

from scanner import MEDIUM, rule

_SETTINGS = (
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
)


@rule(
    on=("aws_s3_access_point", "aws_s3control_multi_region_access_point"),
    severity=MEDIUM,
    fix="Leave the settings out or set all four to true.",
    related_ids=("CKV_AWS_392",),
    cwe=732,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html",
    ),
    bad=(
        """
resource "aws_s3_access_point" "share" {
  bucket = "data"
  name   = "share"
  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = false  # here
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}
""",
        """
resource "aws_s3control_multi_region_access_point" "share" {
  details {
    name = "share"
    public_access_block {
      restrict_public_buckets = false  # here
    }
    region {
      bucket = "data"
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_access_point" "share" {
  bucket = "data"
  name   = "share"
}
""",
        """
resource "aws_s3_access_point" "share" {
  bucket = "data"
  name   = "share"
  public_access_block_configuration {
    block_public_acls = true
  }
}
""",
        """
resource "aws_s3control_multi_region_access_point" "share" {
  details {
    name = "share"
    region {
      bucket = "data"
    }
  }
}
""",
    ),
)
def check(point):
    settings = "public_access_block_configuration"
    if point.type == "aws_s3control_multi_region_access_point":
        settings = "details.public_access_block"
    for name in _SETTINGS:
        if not point.get(f"{settings}.{name}", default=True):
            yield point.fail(f"{settings}.{name}", f"{name} is false")
