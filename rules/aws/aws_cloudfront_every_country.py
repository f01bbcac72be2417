"""The distribution is served to countries in which nobody is meant to use it.

Export rules and rights, or a smaller surface, are reasons to restrict it. Most sites are for the
whole world.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix='Set restriction_type = "whitelist" with the countries that are served.',
    aliases=("CKV_AWS_374",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
    ),
    bad=(
        """
resource "aws_cloudfront_distribution" "site" {
  restrictions {
    geo_restriction {
      restriction_type = "none"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["DE", "AT"]
    }
  }
}
""",
        """
resource "aws_cloudfront_distribution" "site" {
  restrictions {
    geo_restriction {
      restriction_type = "blacklist"
      locations        = ["KP"]
    }
  }
}
""",
    ),
)
def check(distribution):
    path = "restrictions.geo_restriction.restriction_type"
    if distribution.get(path, default="none") == "none":
        yield distribution.fail(path, "every country is served")
