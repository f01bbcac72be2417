"""When a PostgreSQL server stalls on its disk, the log does not say so.

With log_checkpoints each checkpoint is recorded with what it wrote. PostgreSQL 15 and later do so
by themselves; before, it has to be asked for.
"""

import re

from scanner import LOW, rule
from scanner.shapes import database_flags, matches

_OFF_BY_DEFAULT = re.compile(r"\APOSTGRES_(?:9|1[0-4])")


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag log_checkpoints = on.",
    related_ids=("CKV_GCP_51",),
    cwe=778,
    references=("https://www.postgresql.org/docs/current/runtime-config-logging.html",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_14"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_checkpoints"
      value = "off"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_checkpoints"
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
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "log_checkpoints"
      value = "on"
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
      name  = "log_checkpoints"
      value = "on"
    }
  }
}
""",
    ),
)
def check(db):
    flags = list(database_flags(db, "log_checkpoints"))
    for flag in flags:
        if flag.get("value", default="on") != "on":
            yield flag.fail("value", "checkpoints are not logged")
    if not flags and matches(_OFF_BY_DEFAULT, db.get("database_version", default="")):
        yield db.fail("settings.database_flags", "checkpoints are not logged")
