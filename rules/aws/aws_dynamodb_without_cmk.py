"""The table is encrypted with a key that AWS owns: no policy, no audit trail, no way to stop it.

DynamoDB always encrypts. server_side_encryption with enabled = true takes the AWS-managed key, and
with kms_key_arn one of your own; replicas need one of their own region. Where none of this is
required, the owned key is enough.
"""

from scanner import LOW, rule


@rule(
    on="aws_dynamodb_table",
    severity=LOW,
    fix="Set enabled = true and kms_key_arn in server_side_encryption.",
    aliases=("CKV_AWS_119", "AVD-AWS-0025"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html",
    ),
    bad=(
        'resource "aws_dynamodb_table" "orders" { name = "orders" }  # here',
        """
resource "aws_dynamodb_table" "orders" {  # here
  server_side_encryption { enabled = true }
}
""",
        """
resource "aws_dynamodb_table" "orders" {  # here
  server_side_encryption {
    enabled     = false
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
    ),
    good=(
        """
resource "aws_dynamodb_table" "orders" {
  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
        """
resource "aws_kms_key" "orders" {}

resource "aws_dynamodb_table" "orders" {
  server_side_encryption {
    enabled     = "true"
    kms_key_arn = aws_kms_key.orders.arn
  }
}
""",
    ),
)
def check(table):
    encryption = table.sub("server_side_encryption")
    if not (encryption.get("enabled", default=False) and encryption.get("kms_key_arn", default="")):
        yield table.fail(message="no key of your own is used")
