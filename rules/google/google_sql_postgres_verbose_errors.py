"""Every line of the log carries source files and query details that help nobody but an attacker.

log_error_verbosity = verbose adds the server's internals to each message, and makes the log several
times as large. The default, and terse, do not.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Remove the database flag log_error_verbosity, or set it to default.",
    cwe=532,
    references=("https://cloud.google.com/sql/docs/postgres/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_error_verbosity"
      value = "verbose"  # here
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
      name  = "log_error_verbosity"
      value = "default"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_error_verbosity"
      value = "terse"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_error_verbosity"
      value = "verbose"
    }
  }
}
""",
    ),
)
def check(db):
    if not is_engine(db, "POSTGRES"):
        return
    for flag in database_flags(db, "log_error_verbosity"):
        if flag.get("value", default="") == "verbose":
            yield flag.fail("value", "errors are logged with internals")
