"""Every session starts with settings that its program does not expect.

The flag user options changes the defaults of all users, such as how NULL compares and when a
transaction begins, and results change without any error.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Remove the database flag user options.",
    cwe=1188,
    references=("https://cloud.google.com/sql/docs/sqlserver/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "user options"
      value = "8"  # here
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
      name  = "user options"
      value = "0"
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
    for flag in database_flags(db, "user options"):
        if flag.get("value", default="0") != "0":
            yield flag.fail("value", "sessions start with other settings")
