"""The parts of uploads that were never finished stay in the bucket, unseen and paid for, for ever.

A multipart upload that breaks off leaves its parts where no listing of objects shows them. One
enabled lifecycle rule that covers the whole bucket and aborts such uploads after some days ends
that. A rule for one prefix or tag leaves the rest.
"""

from scanner import LOW, rule

_LIMITS = ("tag", "object_size_greater_than", "object_size_less_than", "and")


@rule(
    on="aws_s3_bucket_lifecycle_configuration",
    severity=LOW,
    fix="Add an enabled rule with an empty filter and abort_incomplete_multipart_upload.",
    aliases=("CKV_AWS_300",),
    cwe=459,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
    ),
    bad=(
        """
resource "aws_s3_bucket_lifecycle_configuration" "data" {  # here
  bucket = "data"
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = 90
    }
  }
}
""",
        """
resource "aws_s3_bucket_lifecycle_configuration" "data" {  # here
  bucket = "data"
  rule {
    id     = "abort"
    status = "Disabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  rule {
    id     = "abort-temporary"
    status = "Enabled"
    filter {
      prefix = "tmp/"
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  rule {
    id     = "abort-tagged"
    status = "Enabled"
    filter {
      tag {
        key   = "kind"
        value = "upload"
      }
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  rule {
    id     = "abort-old"
    prefix = "old/"
    status = "Enabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = "data"
  rule {
    id     = "abort"
    status = "Enabled"
    filter {
      prefix = ""
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
""",
        """
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = "data"
  rule {
    id     = "expire"
    status = "Enabled"
    filter {
      prefix = "tmp/"
    }
    expiration {
      days = 1
    }
  }
  rule {
    id     = "abort"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }
  }
}
""",
    ),
)  # fmt: skip
def check(configuration):
    if not any(_aborts_everywhere(rule) for rule in configuration.each("rule")):
        yield configuration.fail(message="no rule aborts unfinished uploads in the whole bucket")


def _aborts_everywhere(rule):
    return (
        rule.get("status") == "Enabled"
        and rule.is_set("abort_incomplete_multipart_upload.days_after_initiation")
        and not rule.get("prefix", default="")
        and not rule.get("filter.prefix", default="")
        and not any(rule.is_set(f"filter.{name}") for name in _LIMITS)
    )
