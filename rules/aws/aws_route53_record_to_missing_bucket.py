"""Whoever makes a bucket of this name serves their own pages under this domain.

The record points to a website of S3, which is found by a bucket named like the record, and no such
bucket is made here. Where another repository makes it, ignore this finding with that reason.
"""

import re

from scanner import LOW, MEDIUM, rule
from scanner.shapes import matches

_WEBSITE = re.compile(r"(?:^|\.)s3-website[.-][a-z0-9-]+\.amazonaws\.com\.?$")


@rule(
    on="aws_route53_record",
    severity=MEDIUM,
    confidence=LOW,
    fix="Make the bucket here, or remove the record.",
    related_ids=("CKV2_AWS_23",),
    cwe=350,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/website-hosting-custom-domain-walkthrough.html",
    ),
    bad=(
        """
resource "aws_route53_record" "site" {
  name = "www.example.com"
  type = "A"
  alias {
    name    = "s3-website.eu-central-1.amazonaws.com"  # here
    zone_id = "Z21DNDUVLTQW6Q"
  }
}
""",
        """
resource "aws_s3_bucket" "other" { bucket = "other.example.com" }

resource "aws_route53_record" "site" {
  name    = "www.example.com"
  type    = "CNAME"
  records = ["www.example.com.s3-website-us-east-1.amazonaws.com"]  # here
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket" "site" { bucket = "www.example.com" }

resource "aws_route53_record" "site" {
  name = "www.example.com"
  type = "A"
  alias {
    name    = "s3-website.eu-central-1.amazonaws.com"
    zone_id = "Z21DNDUVLTQW6Q"
  }
}
""",
        """
resource "aws_route53_record" "app" {
  name    = "www.example.com"
  type    = "CNAME"
  records = ["app.eu-central-1.elb.amazonaws.com"]
}
""",
    ),
)
def check(record):
    name = record.get("name", default="")
    if any(one.get("bucket") == name for one in record.beside("aws_s3_bucket")):
        return
    if matches(_WEBSITE, record.get("alias.name", default="")):
        yield record.fail("alias.name", "no bucket of this name is made here")
    for target in record.each("records"):
        if matches(_WEBSITE, target.value):
            yield target.fail(message="no bucket of this name is made here")
