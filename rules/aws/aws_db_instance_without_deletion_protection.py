"""One wrong apply, click or script deletes the database; nothing asks twice.

With deletion protection RDS refuses until somebody switches it off first, which shows in a review.
A read replica holds nothing that its source does not, so replicas are left alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_db_instance",
    severity=MEDIUM,
    fix="Set deletion_protection = true.",
    aliases=("CKV_AWS_293", "AVD-AWS-0177"),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection",
    ),
    bad=(
        'resource "aws_db_instance" "db" { engine = "mysql" }  # here',
        'resource "aws_db_instance" "db" { deletion_protection = false }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { deletion_protection = true }',
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
    ),
)
def check(db):
    if db.is_set("replicate_source_db"):
        return
    if not db.get("deletion_protection", default=False):
        yield db.fail("deletion_protection", "nothing protects the database from deletion")
