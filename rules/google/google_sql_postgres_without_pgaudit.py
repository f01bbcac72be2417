"""The log does not say who read which table, which is what an auditor or an investigation asks.

pgaudit records sessions and objects in a form that can be searched, and Cloud SQL sends it to the
data access audit log. It has to be switched on by cloudsql.enable_pgaudit and set up in the
database.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag cloudsql.enable_pgaudit = on.",
    aliases=("CKV_GCP_110",),
    cwe=778,
    references=("https://cloud.google.com/sql/docs/postgres/pg-audit",),
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
      name  = "cloudsql.enable_pgaudit"
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
        flag.get("value", default="") == "on"
        for flag in database_flags(db, "cloudsql.enable_pgaudit")
    ):
        yield db.fail("settings.database_flags", "pgaudit is not switched on")
