"""Error messages show those who may not see them what the server is made of.

Trace flag 3625 masks the details of some errors for everybody but administrators. It is off by
default.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag 3625 = on.",
    cwe=209,
    references=("https://cloud.google.com/sql/docs/sqlserver/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "3625"
      value = "on"
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
    ),
)
def check(db):
    if is_engine(db, "SQLSERVER") and not any(
        flag.get("value", default="") in ("on", "1") for flag in database_flags(db, "3625")
    ):
        yield db.fail("settings.database_flags", "errors show details to everybody")
