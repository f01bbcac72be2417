"""The table is encrypted with a key that AWS owns: nobody sees its use or can shut it off.

Keyspaces always encrypts. CUSTOMER_MANAGED_KMS_KEY with a kms_key_identifier uses a key of your
own; where none of this is required, the owned key is enough.
"""

from scanner import LOW, rule


@rule(
    on="aws_keyspaces_table",
    severity=LOW,
    fix='Set type = "CUSTOMER_MANAGED_KMS_KEY" and kms_key_identifier in encryption_specification.',
    aliases=("CKV_AWS_265",),
    cwe=311,
    references=("https://docs.aws.amazon.com/keyspaces/latest/devguide/EncryptionAtRest.html",),
    bad=(
        'resource "aws_keyspaces_table" "events" { table_name = "events" }  # here',
        """
resource "aws_keyspaces_table" "events" {
  encryption_specification {
    type = "AWS_OWNED_KMS_KEY"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_keyspaces_table" "events" {
  encryption_specification {
    type               = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_identifier = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
        """
variable "type" { default = "CUSTOMER_MANAGED_KMS_KEY" }

resource "aws_keyspaces_table" "events" {
  encryption_specification { type = var.type }
}
""",
    ),
)
def check(table):
    path = "encryption_specification.type"
    if table.get(path, default="AWS_OWNED_KMS_KEY") != "CUSTOMER_MANAGED_KMS_KEY":
        yield table.fail(path, "no key of your own is used")
