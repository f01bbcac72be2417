"""Queries with the personal data in them are copied to the log when they are slow.

log_min_duration_statement records the whole text of a statement that takes longer than so many
milliseconds; 0 is every statement. Off (-1) is the default. Query Insights shows slow queries
without their values.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Remove the database flag log_min_duration_statement, and use Query Insights.",
    aliases=("CKV_GCP_57",),
    cwe=532,
    references=("https://cloud.google.com/sql/docs/postgres/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_min_duration_statement"
      value = "250"  # here
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
      name  = "log_min_duration_statement"
      value = "-1"
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
      name  = "log_min_duration_statement"
      value = "250"
    }
  }
}
""",
    ),
)
def check(db):
    if not is_engine(db, "POSTGRES"):
        return
    for flag in database_flags(db, "log_min_duration_statement"):
        if flag.get("value", default="") != "-1":
            yield flag.fail("value", "whole statements are logged")
