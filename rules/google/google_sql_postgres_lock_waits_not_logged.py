"""A session that holds up all the others goes unnoticed until the application stands still.

With log_lock_waits PostgreSQL records who waits for a lock longer than deadlock_timeout, which also
shows a denial of service from within. Cloud SQL leaves it off.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag log_lock_waits = on.",
    aliases=("CKV_GCP_54",),
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
      name  = "log_lock_waits"
      value = "on"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if is_engine(db, "POSTGRES") and not any(
        flag.get("value", default="") == "on" for flag in database_flags(db, "log_lock_waits")
    ):
        yield db.fail("settings.database_flags", "waiting for locks is not logged")
