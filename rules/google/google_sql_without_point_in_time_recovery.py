"""The database can be put back to last night, but not to the minute before the mistake.

Point-in-time recovery replays the log onto a backup. MySQL needs binary_log_enabled for it,
PostgreSQL and SQL Server point_in_time_recovery_enabled. Replicas cannot have it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import is_engine, is_replica


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Set point_in_time_recovery_enabled, or binary_log_enabled for MySQL.",
    related_ids=("CKV2_GCP_20",),
    cwe=693,
    references=("https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {  # here
      enabled = true
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {  # here
      enabled                        = true
      point_in_time_recovery_enabled = true
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {  # here
      enabled            = true
      binary_log_enabled = true
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
      enabled                        = true
      point_in_time_recovery_enabled = true
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {
      enabled            = true
      binary_log_enabled = true
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
    if is_replica(db):
        return
    name = "binary_log_enabled" if is_engine(db, "MYSQL") else "point_in_time_recovery_enabled"
    if not db.get(f"settings.backup_configuration.{name}", default=False):
        yield db.fail(f"settings.backup_configuration.{name}", "the database has no log to replay")
