"""Objects are encrypted, but with a key that S3 manages for everyone.

S3 has encrypted every new object with SSE-S3 since January 2023. A customer-managed KMS key adds
what that cannot give: a key policy that decides who may read, an audit trail of every use of the
key, and the means to shut access off at once. Where none of this is required, SSE-S3 is enough.
A bucket that receives the access logs of a load balancer or of S3 itself cannot use KMS: AWS
delivers them to buckets with SSE-S3 only.
"""

from scanner import LOW, rule
from scanner.shapes import receives_access_logs


@rule(
    on="aws_s3_bucket",
    severity=LOW,
    fix="Add aws_s3_bucket_server_side_encryption_configuration with sse_algorithm = "
    '"aws:kms" and a kms_master_key_id.',
    related_ids=("CKV_AWS_145", "AVD-AWS-0132"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    ),
    bad=(
        'resource "aws_s3_bucket" "logs" { bucket = "logs" }  # here',
        """
resource "aws_s3_bucket" "logs" {  # here
  bucket = "logs"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
""",
        """
resource "aws_s3_bucket" "logs" {  # here
  bucket = "logs"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "other" {
  bucket = "another-bucket"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/data"
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/data"
    }
  }
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_name" {
  bucket = "data"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms:dsse"
    }
  }
}
""",
        """
resource "aws_s3_bucket" "data" {
  bucket = "data"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "aws:kms"
      }
    }
  }
}
""",
        """
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_lb" "web" {
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }
}
""",
        """
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_logging" "data" {
  bucket        = "data"
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
}
""",
    ),
)
def check(bucket):
    if receives_access_logs(bucket):
        return
    settings = bucket.related("aws_s3_bucket_server_side_encryption_configuration", "bucket")
    if settings:
        rules = [rule for setting in settings for rule in setting.each("rule")]
    else:
        rules = list(bucket.each("server_side_encryption_configuration.rule"))
    if not any(_by_kms(rule) for rule in rules):
        yield bucket.fail(message="the bucket is not encrypted with a KMS key of your own")


def _by_kms(rule):
    algorithm = rule.get("apply_server_side_encryption_by_default.sse_algorithm")
    return algorithm in ("aws:kms", "aws:kms:dsse")
