"""Queries that spill to disk, by mistake or to fill it, leave no trace.

log_temp_files = 0 records every temporary file with its size and statement. The default of -1
records none.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag log_temp_files = 0.",
    aliases=("CKV_GCP_56",),
    cwe=778,
    references=("https://cloud.google.com/sql/docs/postgres/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {  # here
    tier = "db-custom-2-7680"
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
    database_flags {
      name  = "log_temp_files"
      value = "0"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if is_engine(db, "POSTGRES") and not any(
        flag.get("value", default="") == "0" for flag in database_flags(db, "log_temp_files")
    ):
        yield db.fail("settings.database_flags", "temporary files are not logged")
