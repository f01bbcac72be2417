"""The database has an address on the internet; passwords and networks alone keep strangers out.

An AlloyDB instance is private unless it is told otherwise. The Auth Proxy and connectors reach it
from the VPC.
"""

from scanner import HIGH, rule


@rule(
    on="google_alloydb_instance",
    severity=HIGH,
    fix="Remove network_config.enable_public_ip.",
    cwe=284,
    references=("https://cloud.google.com/alloydb/docs/connect-public-ip",),
    bad=(
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
  network_config {
    enable_public_ip = true  # here
  }
}
""",
    ),
    good=(
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
}
""",
        """
resource "google_alloydb_instance" "main" {
  instance_type = "PRIMARY"
  network_config {
    enable_outbound_public_ip = true
  }
}
""",
    ),
)
def check(instance):
    if instance.get("network_config.enable_public_ip", default=False):
        yield instance.fail("network_config.enable_public_ip", "it has a public address")
