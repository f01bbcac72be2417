"""Any computer on the internet may try to log in to this database.

An authorised network of 0.0.0.0/0 leaves nothing between the world and the database's passwords.
The Cloud SQL Auth Proxy and connectors reach a public instance without any authorised network.
"""

import re

from scanner import CRITICAL, rule
from scanner.shapes import matches

_EVERYWHERE = re.compile(r"/0\Z")


@rule(
    on="google_sql_database_instance",
    severity=CRITICAL,
    fix="Remove the network, and connect through the Auth Proxy or a private address.",
    aliases=("CKV_GCP_11",),
    cwe=284,
    references=("https://cloud.google.com/sql/docs/postgres/authorize-networks",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
    ip_configuration {
      authorized_networks {
        name  = "office"
        value = "203.0.113.0/24"
      }
      authorized_networks {
        name  = "all"
        value = "0.0.0.0/0"  # here
      }
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
      authorized_networks {
        name  = "office"
        value = "203.0.113.0/24"
      }
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
    ),
)
def check(db):
    for network in db.each("settings.ip_configuration.authorized_networks"):
        if matches(_EVERYWHERE, network.get("value", default="")):
            yield network.fail("value", "the internet may connect")
