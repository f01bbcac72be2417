"""Records lie in the stream unencrypted for as long as it keeps them.

Kinesis encrypts at rest only with encryption_type KMS; the default is NONE. The AWS-managed key
alias/aws/kinesis is enough for that and costs nothing by the month.
"""

from scanner import HIGH, rule


@rule(
    on="aws_kinesis_stream",
    severity=HIGH,
    fix='Set encryption_type = "KMS" and kms_key_id.',
    aliases=("CKV_AWS_43", "AVD-AWS-0064"),
    cwe=311,
    references=("https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",),
    bad=(
        'resource "aws_kinesis_stream" "clicks" { name = "clicks" }  # here',
        'resource "aws_kinesis_stream" "clicks" { encryption_type = "NONE" }  # here',
    ),
    good=(
        """
resource "aws_kinesis_stream" "clicks" {
  encryption_type = "KMS"
  kms_key_id      = "alias/clicks"
}
""",
        """
resource "aws_kinesis_stream" "clicks" {
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}
""",
    ),
)
def check(stream):
    if stream.get("encryption_type", default="NONE") != "KMS":
        yield stream.fail("encryption_type", "records are not encrypted at rest")
