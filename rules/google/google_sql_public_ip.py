"""The database has an address on the internet; only its passwords and networks keep strangers out.

Cloud SQL gives every instance a public address unless it is told not to. A private address in the
VPC or Private Service Connect reaches it from where it is used.
"""

from scanner import HIGH, rule


@rule(
    on="google_sql_database_instance",
    severity=HIGH,
    fix="Set ip_configuration.ipv4_enabled = false and a private_network or psc_config.",
    related_ids=("CKV_GCP_60", "AVD-GCP-0017"),
    cwe=284,
    references=("https://cloud.google.com/sql/docs/postgres/configure-private-ip",),
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
    ip_configuration {
      ipv4_enabled = true  # here
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
    ip_configuration {
      ipv4_enabled    = false
      private_network = "main"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "on_premises" {
  database_version = "MYSQL_8_0"
  instance_type    = "ON_PREMISES_INSTANCE"
}
""",
    ),
)
def check(db):
    if db.get("instance_type", default="CLOUD_SQL_INSTANCE") == "ON_PREMISES_INSTANCE":
        return
    if db.get("settings.ip_configuration.ipv4_enabled", default=True):
        yield db.fail("settings.ip_configuration.ipv4_enabled", "the database has a public address")
