"""One of the three places that a Glue job writes to stays without encryption by KMS.

The configuration is made to name keys for objects, logs and bookmarks, and DISABLED in one of them,
which is also the default, leaves a hole that its name hides.
"""

from scanner import MEDIUM, rule

_MODES = (
    "encryption_configuration.s3_encryption.s3_encryption_mode",
    "encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode",
    "encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode",
)


@rule(
    on="aws_glue_security_configuration",
    severity=MEDIUM,
    fix="Set the three modes to SSE-KMS or CSE-KMS.",
    related_ids=("CKV_AWS_99",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    ),
    bad=(
        """
resource "aws_glue_security_configuration" "main" {
  encryption_configuration {
    s3_encryption { s3_encryption_mode = "SSE-KMS" }
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "DISABLED"  # here
    }
    job_bookmarks_encryption {  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_glue_security_configuration" "main" {
  encryption_configuration {
    s3_encryption { s3_encryption_mode = "SSE-KMS" }
    cloudwatch_encryption { cloudwatch_encryption_mode = "SSE-KMS" }
    job_bookmarks_encryption { job_bookmarks_encryption_mode = "CSE-KMS" }
  }
}
""",
        """
resource "aws_glue_security_configuration" "main" {
  encryption_configuration {
    s3_encryption { s3_encryption_mode = "SSE-S3" }
    cloudwatch_encryption { cloudwatch_encryption_mode = "SSE-KMS" }
    job_bookmarks_encryption { job_bookmarks_encryption_mode = "CSE-KMS" }
  }
}
""",
    ),
)
def check(configuration):
    for path in _MODES:
        if configuration.get(path, default="DISABLED") == "DISABLED":
            yield configuration.fail(path, "this part is not encrypted")
