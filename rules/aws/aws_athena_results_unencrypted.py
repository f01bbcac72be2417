"""Queries' results are written to a bucket as files that the workgroup does not encrypt.

S3 encrypts every new object with a key of its own since January 2023, so what is missing is the key
that the team chose; where the bucket's default is enough, nothing is lost.
"""

from scanner import LOW, rule


@rule(
    on="aws_athena_workgroup",
    severity=LOW,
    fix="Add encryption_configuration to result_configuration.",
    aliases=("CKV_AWS_159", "AVD-AWS-0006"),
    cwe=311,
    references=("https://docs.aws.amazon.com/athena/latest/ug/encryption.html",),
    bad=(
        """
resource "aws_athena_workgroup" "reports" {
  configuration {
    result_configuration {  # here
      output_location = "s3://results/"
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_athena_workgroup" "reports" {
  configuration {
    result_configuration {
      output_location = "s3://results/"
      encryption_configuration { encryption_option = "SSE_S3" }
    }
  }
}
""",
        """
resource "aws_athena_workgroup" "reports" {
  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = "arn:aws:kms:eu-central-1:111122223333:key/1"
      }
    }
  }
}
""",
    ),
)
def check(group):
    path = "configuration.result_configuration.encryption_configuration.encryption_option"
    if not group.is_set(path):
        yield group.fail(path, "results are not encrypted by the workgroup")
