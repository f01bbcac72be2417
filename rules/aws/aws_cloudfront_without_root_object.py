"""A request for the bare address may list the bucket behind it, or show an error of S3.

default_root_object says what is sent for the root. A distribution in front of an application
answers that itself, so only those with a bucket as an origin need one.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix='Set default_root_object, such as "index.html".',
    related_ids=("CKV_AWS_305",),
    cwe=548,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {  # here
  origin {
    origin_id                = "files"
    origin_access_control_id = "E1"
  }
  default_cache_behavior { target_origin_id = "files" }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  default_root_object = "index.html"
  origin {
    origin_id                = "files"
    origin_access_control_id = "E1"
  }
  default_cache_behavior { target_origin_id = "files" }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  origin {
    origin_id                = "files"
    origin_access_control_id = "E1"
  }
  origin {
    origin_id = "app"
    custom_origin_config { origin_protocol_policy = "https-only" }
  }
  default_cache_behavior { target_origin_id = "app" }
}
""",
    ),
)
def check(distribution):
    if distribution.get("default_root_object", default="") != "":
        return
    wanted = distribution.get("default_cache_behavior.target_origin_id")
    for origin in distribution.each("origin"):
        if origin.get("origin_id") == wanted and not _is_custom(origin):
            yield distribution.fail("default_root_object", "the root has no object")


def _is_custom(origin):
    blocks = ("custom_origin_config", "vpc_origin_config")
    return any(True for block in blocks for _ in origin.each(block))
