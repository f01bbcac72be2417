"""Passwords and data cross the network in clear text if a client does not ask for TLS.

Cloud SQL takes connections with and without TLS unless ssl_mode says otherwise. Where connectors
are enforced, every connection is theirs, which is encrypted always.
"""

from scanner import HIGH, rule


@rule(
    on="google_sql_database_instance",
    severity=HIGH,
    fix='Set ip_configuration.ssl_mode = "ENCRYPTED_ONLY".',
    aliases=("AVD-GCP-0015",),
    related_ids=("CKV_GCP_6",),
    cwe=319,
    references=("https://cloud.google.com/sql/docs/postgres/configure-ssl-instance",),
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
      ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"  # here
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
      ssl_mode = "ENCRYPTED_ONLY"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    ip_configuration {
      ssl_mode = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    connector_enforcement = "REQUIRED"
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if db.get("settings.connector_enforcement", default="NOT_REQUIRED") == "REQUIRED":
        return
    mode = db.get("settings.ip_configuration.ssl_mode", default="ALLOW_UNENCRYPTED_AND_ENCRYPTED")
    if mode not in ("ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"):
        yield db.fail("settings.ip_configuration.ssl_mode", "connections need not be encrypted")
