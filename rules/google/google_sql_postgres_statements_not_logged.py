"""Nobody can tell afterwards which tables were made, changed or dropped, and by whom.

log_statement = ddl records the statements that define data, mod also those that change it, all
every statement with whatever is in it. The default is none. Where pgaudit is on, it does the same
better.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag log_statement = ddl.",
    related_ids=("CKV_GCP_111",),
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
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags { # here
      name  = "log_statement"
      value = "none"
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
      name  = "log_statement"
      value = "ddl"
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
    ),
)
def check(db):
    if not is_engine(db, "POSTGRES"):
        return
    if any(flag.get("value") == "on" for flag in database_flags(db, "cloudsql.enable_pgaudit")):
        return
    if not any(flag.get("value") in _RECORDING for flag in database_flags(db, "log_statement")):
        yield db.fail("settings.database_flags", "changes of the schema are not logged")


_RECORDING = ("ddl", "mod", "all")
