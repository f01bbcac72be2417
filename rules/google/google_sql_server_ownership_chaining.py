"""The owner of one database can reach into the others of this server.

Cross-database ownership chaining lets a view or procedure of one database read another without a
permission there. It is off by default and can be given to single databases that need it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import database_flags


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Remove the database flag cross db ownership chaining.",
    aliases=("CKV_GCP_58",),
    cwe=284,
    references=("https://cloud.google.com/sql/docs/sqlserver/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "cross db ownership chaining"
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
      name  = "cross db ownership chaining"
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
    for flag in database_flags(db, "cross db ownership chaining"):
        if flag.get("value", default="") in ("on", "1"):
            yield flag.fail("value", "databases may reach into each other")
