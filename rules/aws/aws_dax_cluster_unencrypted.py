"""The cache before DynamoDB keeps items on its disks readable, though the table is encrypted.

DAX encrypts at rest only on request, and only when the cluster is made; the encryption of the table
behind it does not reach it.
"""

from scanner import HIGH, rule


@rule(
    on="aws_dax_cluster",
    severity=HIGH,
    fix="Add server_side_encryption with enabled = true.",
    aliases=("CKV_AWS_47", "AVD-AWS-0023"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html",
    ),
    bad=(
        'resource "aws_dax_cluster" "orders" { cluster_name = "orders" }  # here',
        """
resource "aws_dax_cluster" "orders" {
  server_side_encryption {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_dax_cluster" "orders" {
  server_side_encryption { enabled = true }
}
""",
        """
variable "encrypted" { default = "true" }

resource "aws_dax_cluster" "orders" {
  server_side_encryption { enabled = var.encrypted }
}
""",
    ),
)
def check(cluster):
    if not cluster.get("server_side_encryption.enabled", default=False):
        yield cluster.fail("server_side_encryption.enabled", "the cache is not encrypted at rest")
