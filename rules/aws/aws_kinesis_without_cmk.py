"""Records are encrypted with the key that AWS manages, so no key policy says who may read them.

A key of your own shows each use in CloudTrail and allows consumers in other accounts, which
alias/aws/kinesis does not. Video streams are always encrypted, but take a key in the same argument.
"""

from scanner import LOW, rule


@rule(
    on=("aws_kinesis_stream", "aws_kinesis_video_stream"),
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_185", "CKV_AWS_177"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
        "https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-kms.html",
    ),
    bad=(
        """
resource "aws_kinesis_stream" "clicks" {
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"  # here
}
""",
        """
resource "aws_kms_key" "door" {}

resource "aws_kinesis_video_stream" "front" { kms_key_id = aws_kms_key.door.arn }

resource "aws_kinesis_video_stream" "back" { name = "back" }  # here
""",
    ),
    good=(
        """
resource "aws_kinesis_stream" "clicks" {
  encryption_type = "KMS"
  kms_key_id      = "alias/clicks"
}
""",
        """
resource "aws_kms_key" "door" {}

resource "aws_kinesis_video_stream" "door" { kms_key_id = aws_kms_key.door.arn }
""",
    ),
)
def check(stream):
    for key in stream.beside("aws_kms_key", "aws_kms_alias"):
        if any(used.resource is stream.resource for used in key.related(stream.type, "kms_key_id")):
            return
    if stream.get("kms_key_id", default="") in ("", "alias/aws/kinesis", "alias/aws/kinesisvideo"):
        yield stream.fail("kms_key_id", "no key of your own is used")
