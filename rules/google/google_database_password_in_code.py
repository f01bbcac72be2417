"""Whoever reads the repository, its history or a fork of it can log in to the database.

Such a password is the same in every copy of the code and is hardly ever changed. One that is
generated, looked up or passed in a variable is not written here; a default of a variable is
another rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import written_secrets

_PASSWORDS = {
    "google_sql_user": (
        "password",
        "password_wo",
    ),
    "google_sql_database_instance": ("root_password",),
    "google_alloydb_cluster": ("initial_user.password",),
    "google_alloydb_user": ("password",),
    "google_datastream_connection_profile": (
        "mysql_profile.password",
        "oracle_profile.password",
        "postgresql_profile.password",
        "sql_server_profile.password",
    ),
    "google_database_migration_service_connection_profile": (
        "mysql.password",
        "postgresql.password",
    ),
}


@rule(
    on=tuple(_PASSWORDS),
    severity=HIGH,
    fix="Use IAM database authentication, or generate the password; change the one that was here.",
    cwe=798,
    references=(
        "https://cloud.google.com/sql/docs/postgres/iam-authentication",
        "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    ),
    bad=(
        """
resource "google_sql_user" "app" {
  name     = "app"
  instance = "main"
  password = "correct-horse-battery"  # here
}
""",
        """
resource "google_alloydb_cluster" "main" {
  cluster_id = "main"
  location   = "europe-west1"
  initial_user {
    user     = "postgres"
    password = "correct-horse-battery"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_sql_user" "app" {
  name     = "app@p.iam"
  instance = "main"
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}
""",
        """
resource "random_password" "root" {
  length = 32
}

resource "google_sql_database_instance" "main" {
  database_version = "SQLSERVER_2022_STANDARD"
  root_password    = random_password.root.result
}
""",
        """
variable "app_password" {
  default = "correct-horse-battery"
}

resource "google_sql_user" "app" {
  name     = "app"
  instance = "main"
  password = var.app_password
}
""",
    ),
    code_only=True,
)
def check(database):
    for place, name in written_secrets(database, *_PASSWORDS[database.type]):
        yield place.fail(name, "a password is written in the code")
