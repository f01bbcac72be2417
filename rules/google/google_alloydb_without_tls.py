"""Passwords and data of this database may cross the network in clear text.

AlloyDB takes only TLS unless ssl_mode allows more. Connectors that are required encrypt by
themselves.
"""

from scanner import HIGH, rule


@rule(
    on="google_alloydb_instance",
    severity=HIGH,
    fix="Remove ssl_mode, or set it to ENCRYPTED_ONLY.",
    cwe=319,
    references=("https://cloud.google.com/alloydb/docs/enforce-ssl-encryption",),
    bad=(
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
  client_connection_config {
    ssl_config {
      ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
  client_connection_config {
    ssl_config {
      ssl_mode = "ENCRYPTED_ONLY"
    }
  }
}
""",
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
  client_connection_config {
    require_connectors = true
    ssl_config {
      ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    }
  }
}
""",
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
}
""",
    ),
)
def check(instance):
    config = instance.sub("client_connection_config")
    if config.get("require_connectors", default=False):
        return
    mode = config.get("ssl_config.ssl_mode", default="ENCRYPTED_ONLY")
    if mode == "ALLOW_UNENCRYPTED_AND_ENCRYPTED":
        yield config.fail("ssl_config.ssl_mode", "connections need not be encrypted")
