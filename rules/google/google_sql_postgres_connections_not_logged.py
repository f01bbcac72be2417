"""Nobody can tell afterwards who connected to this database, or tried to.

With log_connections each attempt is recorded with its user and address, which shows a guessed
password. Cloud SQL leaves it off for PostgreSQL; other engines have no such flag.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag log_connections = on.",
    aliases=("CKV_GCP_52", "AVD-GCP-0016"),
    cwe=778,
    references=("https://cloud.google.com/sql/docs/postgres/flags",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
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
    database_flags { # here
      name  = "log_connections"
      value = "off"
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
      name  = "log_connections"
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
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "max_connections"
      value = "200"
    }
    database_flags {
      name  = "log_connections"
      value = "on"
    }
  }
}
""",
    ),
)
def check(db):
    if is_engine(db, "POSTGRES") and not any(
        flag.get("value", default="") == "on" for flag in database_flags(db, "log_connections")
    ):
        yield db.fail("settings.database_flags", "connections are not logged")
