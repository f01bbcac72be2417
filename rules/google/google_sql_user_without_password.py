"""Anyone who reaches this MySQL server can log in as this user.

A built-in user for whom no password is given has an empty one in MySQL. Users of IAM have none on
purpose, and PostgreSQL lets nobody in without.
"""

from scanner import CRITICAL, rule
from scanner.shapes import is_engine

_BUILT_IN = ("BUILT_IN", "")


@rule(
    on="google_sql_user",
    severity=CRITICAL,
    fix="Set password_wo, or use an IAM user.",
    related_ids=("CKV2_GCP_7",),
    cwe=521,
    references=("https://cloud.google.com/sql/docs/mysql/create-manage-users",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  name             = "db"
  database_version = "MYSQL_8_0"
}

resource "google_sql_user" "root" {  # here
  name     = "root"
  instance = google_sql_database_instance.db.name
  host     = "%"
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "shop" {
  name             = "shop"
  database_version = "POSTGRES_16"
}

resource "google_sql_database_instance" "old" {
  name             = "old"
  database_version = "MYSQL_8_0"
}

resource "google_sql_user" "app" {
  name     = "app"
  instance = google_sql_database_instance.shop.name
}
""",
        """
resource "google_sql_user" "app" {
  name        = "app"
  instance    = "db"
  host        = "10.0.0.%"
  password_wo = "Tr0ub4dor&3"
}


resource "google_sql_database_instance" "db" {
  name             = "db"
  database_version = "MYSQL_8_0"
}
""",
        """
resource "google_sql_database_instance" "db" {
  name             = "db"
  database_version = "MYSQL_8_0"
}

resource "google_sql_user" "ann" {
  name     = "ann@example.com"
  instance = google_sql_database_instance.db.name
  type     = "CLOUD_IAM_USER"
}
""",
        """
resource "google_sql_database_instance" "db" {
  name             = "db"
  database_version = "POSTGRES_16"
}

resource "google_sql_user" "app" {
  name     = "app"
  instance = google_sql_database_instance.db.name
}
""",
        """
resource "google_sql_database_instance" "db" {
  name             = "db"
  database_version = "MYSQL_8_0"
}

resource "google_sql_user" "app" {
  name     = "app"
  instance = google_sql_database_instance.db.name
  password = "Tr0ub4dor&3"
}
""",
    ),
)
def check(user):
    if user.get("type", default="BUILT_IN") not in _BUILT_IN:
        return
    if user.is_set("password") or user.is_set("password_wo"):
        return
    for db in user.beside("google_sql_database_instance"):
        if is_engine(db, "MYSQL") and user.get("instance") == db.get("name"):
            yield user.fail(message="the user has no password")
