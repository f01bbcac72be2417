"""A server that somebody controls can read files from the machines that connect to it.

LOAD DATA LOCAL lets the MySQL server ask a client for any file, and lets SQL injection load files
of the application's host into tables. Cloud SQL has it on by default.
"""

from scanner import MEDIUM, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Add the database flag local_infile = off.",
    related_ids=("CKV_GCP_50",),
    cwe=552,
    references=("https://dev.mysql.com/doc/refman/8.0/en/load-data-local-security.html",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags { # here
      name  = "local_infile"
      value = "on"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "local_infile"
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
    if is_engine(db, "MYSQL") and not any(
        flag.get("value", default="") == "off" for flag in database_flags(db, "local_infile")
    ):
        yield db.fail("settings.database_flags", "the server may ask clients for their files")
