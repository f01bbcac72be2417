"""A SQL statement can run R and Python code on the database's machine.

External scripts turn an SQL injection into running programs. They are off by default and of use
only for machine learning inside of the server.
"""

from scanner import MEDIUM, rule
from scanner.shapes import database_flags


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Remove the database flag external scripts enabled.",
    cwe=94,
    references=("https://cloud.google.com/sql/docs/sqlserver/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "external scripts enabled"
      value = "on"  # here
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
      name  = "external scripts enabled"
      value = "off"
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
    for flag in database_flags(db, "external scripts enabled"):
        if flag.get("value", default="") in ("on", "1"):
            yield flag.fail("value", "SQL may run programs")
