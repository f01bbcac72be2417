"""An unencrypted RDS instance leaves its disks, snapshots and replicas readable.

Encryption at rest cannot be switched on later: it takes a copied snapshot and a new instance.
A replica inherits the encryption of its source, and an instance restored from a snapshot that of
the snapshot unless it asks for its own.
"""

from scanner import HIGH, rule


@rule(
    on="aws_db_instance",
    severity=HIGH,
    fix="Set storage_encrypted = true.",
    aliases=("CKV_AWS_16", "AVD-AWS-0080"),
    cwe=311,
    references=("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",),
    bad=(
        'resource "aws_db_instance" "db" {}  # here',
        'resource "aws_db_instance" "db" { storage_encrypted = false }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { storage_encrypted = true }',
        'resource "aws_db_instance" "db" { replicate_source_db = "main" }',
    ),
)
def check(db):
    if db.is_set("replicate_source_db"):
        return  # a replica inherits the encryption of its source
    if not db.get("storage_encrypted", default=False):
        yield db.fail("storage_encrypted", "storage is not encrypted")
