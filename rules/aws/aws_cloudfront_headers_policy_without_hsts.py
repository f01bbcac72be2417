"""Browsers may come back over plain HTTP, where somebody between can answer them.

Strict-Transport-Security with a max-age of a year makes them use HTTPS on their own. A policy that
sets security headers and leaves this one out, or keeps it short, opens that gap; policies for CORS
alone are left alone.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="aws_cloudfront_response_headers_policy",
    severity=LOW,
    fix="Add strict_transport_security with access_control_max_age_sec = 31536000.",
    related_ids=("CKV_AWS_259",),
    cwe=523,
    parameters={"seconds": 31536000},
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
    ),
    bad=(
        """
resource "aws_cloudfront_response_headers_policy" "all" {
  security_headers_config {  # here
    content_type_options { override = true }
  }
}
""",
        """
resource "aws_cloudfront_response_headers_policy" "all" {
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 3600  # here
      override                   = true
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudfront_response_headers_policy" "all" {
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = "31536000"
      override                   = true
    }
  }
}
""",
        """
resource "aws_cloudfront_response_headers_policy" "cors" {
  cors_config { origin_override = true }
}
""",
    ),
)
def check(policy):
    for headers in policy.each("security_headers_config"):
        path = "strict_transport_security.access_control_max_age_sec"
        if quantity(headers.get(path, default=0), 0) < policy.parameters["seconds"]:
            yield headers.fail(path, "browsers are not made to use HTTPS for long")
