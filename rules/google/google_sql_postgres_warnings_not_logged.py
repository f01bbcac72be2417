"""The server's warnings are not in the log, and the errors that follow them come as a surprise.

log_min_messages is warning by default, which is right. Set to error or above it drops warnings; set
to debug or info it buries them.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Remove the database flag log_min_messages, or set it to warning.",
    related_ids=("CKV_GCP_55",),
    cwe=778,
    references=("https://cloud.google.com/sql/docs/postgres/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_min_messages"
      value = "panic"  # here
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
      name  = "log_min_messages"
      value = "debug5"  # here
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
      name  = "log_min_messages"
      value = "warning"
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
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_min_messages"
      value = "panic"
    }
  }
}
""",
    ),
)
def check(db):
    if not is_engine(db, "POSTGRES"):
        return
    for flag in database_flags(db, "log_min_messages"):
        if flag.get("value", default="") not in ("warning", "error"):
            yield flag.fail("value", "warnings are lost")
