"""The database is encrypted with the key that AWS manages, whose policy you cannot change.

A key of your own decides who may restore and share snapshots, shows every use in CloudTrail and
can be shut off; snapshots under the AWS-managed key cannot be shared at all. Copies take over the
key of their source. Where none of this is required, the AWS-managed key is enough.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key

_SOURCES = {
    "aws_db_instance": ("replicate_source_db", "snapshot_identifier"),
    "aws_rds_cluster": ("replication_source_identifier", "snapshot_identifier"),
}


@rule(
    on=("aws_db_instance", "aws_rds_cluster"),
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_327",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
    ),
    bad=(
        'resource "aws_rds_cluster" "orders" { storage_encrypted = true }  # here',
        'resource "aws_db_instance" "db" { storage_encrypted = true }  # here',
        """
resource "aws_db_instance" "replica" {
  replicate_source_db = "orders"
  kms_key_id          = "arn:aws:kms:eu-central-1:111122223333:alias/aws/rds"  # here
}
""",
    ),
    good=(
        """
resource "aws_rds_cluster" "orders" {
  storage_encrypted = true
  kms_key_id        = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
        'resource "aws_rds_cluster" "restored" { snapshot_identifier = "orders" }',
    ),
)
def check(database):
    if has_own_key(database, "kms_key_id"):
        return
    is_named = database.is_set("kms_key_id")
    if not is_named and any(database.is_set(source) for source in _SOURCES[database.type]):
        return
    yield database.fail("kms_key_id", "no key of your own is used")
