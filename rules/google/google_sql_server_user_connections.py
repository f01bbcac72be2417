"""The server turns users away that it could serve.

A limit of connections is reached first by the very program that leaks them, and then nobody gets in
to look. 0, the default, is as many as the edition allows.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Remove the database flag user connections.",
    cwe=400,
    references=("https://cloud.google.com/sql/docs/sqlserver/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "user connections"
      value = "50"  # here
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
      name  = "user connections"
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
    for flag in database_flags(db, "user connections"):
        if flag.get("value", default="0") != "0":
            yield flag.fail("value", "the number of connections is limited")
