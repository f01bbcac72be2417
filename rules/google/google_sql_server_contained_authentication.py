"""Passwords that the server does not know of open a database from within.

A contained database brings users with passwords of its own, which the server's policies and audits
do not see. It is off by default.
"""

from scanner import MEDIUM, rule
from scanner.shapes import database_flags


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Remove the database flag contained database authentication.",
    aliases=("CKV_GCP_59",),
    cwe=287,
    references=("https://cloud.google.com/sql/docs/sqlserver/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "contained database authentication"
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
      name  = "contained database authentication"
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
    for flag in database_flags(db, "contained database authentication"):
        if flag.get("value", default="") in ("on", "1"):
            yield flag.fail("value", "databases bring users of their own")
