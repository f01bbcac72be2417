"""What DMS stores on the way is encrypted with the AWS-managed key, beyond any policy of yours.

That is data in flight on the replication instance, and the passwords of the endpoints. A key of
your own shows each use in CloudTrail and can be shut off; it cannot be changed later.
"""

from scanner import LOW, rule


@rule(
    on=("aws_dms_replication_instance", "aws_dms_endpoint", "aws_dms_s3_endpoint"),
    severity=LOW,
    fix="Set kms_key_arn to a key of your own.",
    aliases=("CKV_AWS_212", "CKV_AWS_296", "CKV_AWS_298"),
    cwe=311,
    references=("https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html",),
    bad=(
        'resource "aws_dms_replication_instance" "x" { replication_instance_id = "x" }  # here',
        'resource "aws_dms_endpoint" "old" { engine_name = "mysql" }  # here',
    ),
    good=(
        """
resource "aws_dms_replication_instance" "move" {
  kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "move" {}

resource "aws_dms_s3_endpoint" "lake" { kms_key_arn = aws_kms_key.move.arn }
""",
    ),
)
def check(part):
    if not part.get("kms_key_arn", default=""):
        yield part.fail("kms_key_arn", "no key of your own is used")
