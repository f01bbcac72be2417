"""Automated backups are off or gone within days, so a mistake found a week later is final.

Without them there is also no point-in-time recovery: the provider asks for none (0 days) unless
told otherwise. Replicas are backed up at their source, and an instance made from a snapshot or a
point in time keeps its source's retention when it names none. The days that are enough can be set
with the parameter days.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="aws_db_instance",
    severity=MEDIUM,
    fix="Set backup_retention_period to at least 7 days.",
    aliases=("AVD-AWS-0077",),
    related_ids=("CKV_AWS_133",),
    cwe=1188,
    parameters={"days": 7},
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { engine = "postgres" }  # here',
        'resource "aws_db_instance" "db" { backup_retention_period = 3 }  # here',
        """
resource "aws_db_instance" "restored" {
  snapshot_identifier     = "orders-2026-01-01"
  backup_retention_period = 0  # here
}
""",
    ),
    good=(
        'resource "aws_db_instance" "db" { backup_retention_period = 7 }',
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
        'resource "aws_db_instance" "restored" { snapshot_identifier = "orders-2026-01-01" }',
        """
resource "aws_db_instance" "restored" {
  restore_to_point_in_time {
    source_db_instance_identifier = "orders"
    use_latest_restorable_time    = true
  }
}
""",
    ),
)
def check(db):
    if db.is_set("replicate_source_db"):
        return
    if not db.is_set("backup_retention_period") and (
        db.is_set("snapshot_identifier") or any(True for _ in db.each("restore_to_point_in_time"))
    ):
        return
    days = quantity(db.get("backup_retention_period", default=0), 0)
    if days < db.parameters["days"]:
        yield db.fail("backup_retention_period", f"backups are kept for {days} days")
