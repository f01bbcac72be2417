"""What is deleted, overwritten or encrypted by an intruder in this database is lost.

Automated backups are off unless they are asked for. A read replica has none, and copies every
mistake of its primary.
"""

from scanner import HIGH, rule
from scanner.shapes import is_replica


@rule(
    on="google_sql_database_instance",
    severity=HIGH,
    fix="Add backup_configuration with enabled = true.",
    aliases=("CKV_GCP_14",),
    cwe=693,
    references=("https://cloud.google.com/sql/docs/postgres/backup-recovery/backups",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {
      enabled = false  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {
      enabled = true
    }
  }
}
""",
        """
resource "google_sql_database_instance" "replica" {
  database_version     = "POSTGRES_16"
  master_instance_name = "main"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if not is_replica(db) and not db.get("settings.backup_configuration.enabled", default=False):
        yield db.fail("settings.backup_configuration.enabled", "there are no backups")
