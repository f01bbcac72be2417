"""Users of this database may choose 123456 as their password.

Cloud SQL for PostgreSQL and MySQL can demand length and complexity, and refuse old passwords. Where
nobody logs in with a password, it does no harm. SQL Server has rules of its own.
"""

from scanner import LOW, rule
from scanner.shapes import is_engine, is_replica


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add password_validation_policy with enable_password_policy = true.",
    cwe=521,
    references=("https://cloud.google.com/sql/docs/postgres/built-in-authentication",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    password_validation_policy {
      min_length             = 14
      enable_password_policy = true
    }
    tier = "db-custom-2-7680"
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
        """
resource "google_sql_database_instance" "replica" {
  database_version     = "POSTGRES_16"
  master_instance_name = "main"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if is_engine(db, "SQLSERVER") or is_replica(db):
        return
    place = "settings.password_validation_policy.enable_password_policy"
    if not db.get(place, default=False):
        yield db.fail(place, "any password is accepted")
