"""People log in to this database with passwords that outlive their accounts.

With IAM database authentication a user is a Google identity with a short-lived token, and leaves
with it. PostgreSQL calls the flag cloudsql.iam_authentication, MySQL cloudsql_iam_authentication;
SQL Server has none.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag for IAM authentication.",
    cwe=287,
    references=("https://cloud.google.com/sql/docs/postgres/iam-authentication",),
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
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags { # here
      name  = "cloudsql.iam_authentication"
      value = "on"
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
      name  = "cloudsql.iam_authentication"
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
      name  = "cloudsql_iam_authentication"
      value = "on"
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
    for engine, name in _FLAGS.items():
        if is_engine(db, engine) and not any(
            flag.get("value") == "on" for flag in database_flags(db, name)
        ):
            yield db.fail("settings.database_flags", "nobody can log in with an identity")


_FLAGS = {
    "POSTGRES": "cloudsql.iam_authentication",
    "MYSQL": "cloudsql_iam_authentication",
}
