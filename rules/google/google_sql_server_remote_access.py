"""Stored procedures of this server can be run from another SQL Server, and the other way round.

The option is from the time before linked servers, is on by default, and helps to carry an attack
from one server to the next.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag remote access = off.",
    cwe=284,
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
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags { # here
      name  = "remote access"
      value = "on"
    }
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
      name  = "remote access"
      value = "off"
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
        flag.get("value", default="") in ("off", "0")
        for flag in database_flags(db, "remote access")
    ):
        yield db.fail("settings.database_flags", "procedures may be run from other servers")
