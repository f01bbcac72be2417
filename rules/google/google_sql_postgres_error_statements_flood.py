"""Statements, with the data in them, are copied to the log for mere notices.

log_min_error_statement says from which severity on a statement is recorded with its message. The
default is error; anything below it writes the contents of ordinary queries to a place that more
people read than the database.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Remove the database flag log_min_error_statement, or set it to error.",
    related_ids=("CKV_GCP_109",),
    cwe=532,
    references=("https://cloud.google.com/sql/docs/postgres/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_min_error_statement"
      value = "notice"  # here
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
    database_flags {
      name  = "log_min_error_statement"
      value = "error"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_min_error_statement"
      value = "notice"
    }
  }
}
""",
    ),
)
def check(db):
    if not is_engine(db, "POSTGRES"):
        return
    for flag in database_flags(db, "log_min_error_statement"):
        if flag.get("value", default="") not in ("error", "log", "fatal", "panic"):
            yield flag.fail("value", "statements are logged for notices")
