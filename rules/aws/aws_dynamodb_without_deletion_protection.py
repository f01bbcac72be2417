"""One wrong apply or one command deletes the table with everything in it.

A change of the key schema alone makes Terraform replace the table. With deletion protection
DynamoDB refuses until somebody switches it off first. Tables that only lock or cache something can
do without, so good teams differ.
"""

from scanner import LOW, rule


@rule(
    on="aws_dynamodb_table",
    severity=LOW,
    fix="Set deletion_protection_enabled = true.",
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection",
    ),
    bad=(
        'resource "aws_dynamodb_table" "orders" { name = "orders" }  # here',
        'resource "aws_dynamodb_table" "orders" { deletion_protection_enabled = false }  # here',
    ),
    good=(
        'resource "aws_dynamodb_table" "orders" { deletion_protection_enabled = true }',
        """
variable "protected" { default = "true" }

resource "aws_dynamodb_table" "orders" { deletion_protection_enabled = var.protected }
""",
    ),
)
def check(table):
    if not table.get("deletion_protection_enabled", default=False):
        yield table.fail("deletion_protection_enabled", "nothing protects the table from deletion")
