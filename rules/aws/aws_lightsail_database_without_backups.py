"""The database cannot be restored to an earlier time: its automated backups are switched off.

Lightsail keeps seven days by itself; backup_retention_enabled = false deletes them at once.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_lightsail_database",
    severity=MEDIUM,
    fix="Remove backup_retention_enabled = false.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_UpdateRelationalDatabase.html",
    ),
    bad=('resource "aws_lightsail_database" "blog" { backup_retention_enabled = false }  # here',),
    good=(
        'resource "aws_lightsail_database" "blog" { backup_retention_enabled = true }',
        'resource "aws_lightsail_database" "blog" { bundle_id = "micro_1_0" }',
    ),
)
def check(database):
    if not database.get("backup_retention_enabled", default=True):
        yield database.fail("backup_retention_enabled", "automated backups are off")
