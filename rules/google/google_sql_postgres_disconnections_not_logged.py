"""The log does not tell how long anybody was connected to this database.

With log_disconnections the end of each session is recorded with its duration. Together with
log_connections it bounds what an intruder had time for. Cloud SQL leaves it off for PostgreSQL.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag log_disconnections = on.",
    aliases=("CKV_GCP_53",),
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
      name  = "log_disconnections"
      value = "on"
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
        flag.get("value", default="") == "on" for flag in database_flags(db, "log_disconnections")
    ):
        yield db.fail("settings.database_flags", "ends of sessions are not logged")
