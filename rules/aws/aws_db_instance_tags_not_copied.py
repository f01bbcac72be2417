"""Snapshots without the tags of their database escape whatever goes by tags.

Access policies, backup plans, retention and cost reports then miss the copies of the data. Members
of an Aurora cluster leave this to their cluster.
"""

from scanner import LOW, rule


@rule(
    on="aws_db_instance",
    severity=LOW,
    fix="Set copy_tags_to_snapshot = true.",
    aliases=("CKV2_AWS_60",),
    cwe=1188,
    references=("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html",),
    bad=(
        'resource "aws_db_instance" "db" { engine = "mysql" }  # here',
        'resource "aws_db_instance" "db" { copy_tags_to_snapshot = false }  # here',
    ),
    good=(
        'resource "aws_db_instance" "db" { copy_tags_to_snapshot = true }',
        'resource "aws_db_instance" "member" { engine = "aurora-mysql" }',
    ),
)
def check(db):
    if db.get("engine", default="").startswith("aurora"):
        return
    if not db.get("copy_tags_to_snapshot", default=False):
        yield db.fail("copy_tags_to_snapshot", "snapshots do not get the database's tags")
