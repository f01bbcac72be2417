"""One wrong plan deletes this database, and its backups with it.

Terraform refuses to delete an instance unless deletion_protection is false. Setting it so for the
instance of today leaves it so for the mistake of tomorrow. Replicas can be made again.
"""

from scanner import MEDIUM, rule
from scanner.shapes import is_replica


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Remove deletion_protection = false.",
    cwe=693,
    references=("https://cloud.google.com/sql/docs/postgres/deletion-protection",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version    = "POSTGRES_16"
  deletion_protection = false  # here
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
}
""",
        """
resource "google_sql_database_instance" "replica" {
  database_version     = "POSTGRES_16"
  master_instance_name = "main"
  deletion_protection  = false
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version    = "POSTGRES_16"
  deletion_protection = false
  settings {
    tier                        = "db-custom-2-7680"
    deletion_protection_enabled = true
  }
}
""",
    ),
)
def check(db):
    if db.get("deletion_protection", default=True) or is_replica(db):
        return
    if not db.get("settings.deletion_protection_enabled", default=False):
        yield db.fail("deletion_protection", "the database can be deleted at any time")
