"""The documents are encrypted with the key that AWS manages, whose policy nobody can tighten.

A key of your own decides who may restore and share snapshots and can be shut off at once. Elastic
clusters take it in the same argument. Where none of this is required the AWS-managed key is enough.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on=("aws_docdb_cluster", "aws_docdbelastic_cluster"),
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_182", "AVD-AWS-0022"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html",
    ),
    bad=(
        'resource "aws_docdb_cluster" "orders" { storage_encrypted = true }  # here',
        'resource "aws_docdbelastic_cluster" "orders" { name = "orders" }  # here',
    ),
    good=(
        """
resource "aws_docdb_cluster" "orders" {
  storage_encrypted = true
  kms_key_id        = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "orders" {}

resource "aws_docdbelastic_cluster" "orders" { kms_key_id = aws_kms_key.orders.arn }
""",
    ),
)
def check(cluster):
    if not has_own_key(cluster, "kms_key_id"):
        yield cluster.fail("kms_key_id", "no key of your own is used")
