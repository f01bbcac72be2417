"""Anyone on the way can answer for this domain and send its visitors elsewhere.

DNSSEC signs the zone's records, so that resolvers refuse a forged answer. It is off by default,
and needs a DS record at the registrar. Private zones are not looked up on the internet.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_dns_managed_zone",
    severity=MEDIUM,
    fix='Add dnssec_config with state = "on", and the DS record at the registrar.',
    aliases=("CKV_GCP_16", "AVD-GCP-0013"),
    cwe=345,
    references=("https://cloud.google.com/dns/docs/dnssec",),
    bad=(
        """
resource "google_dns_managed_zone" "zone" {  # here
  dns_name = "example.com."
}
""",
        """
resource "google_dns_managed_zone" "zone" {
  dnssec_config {
    state = "off"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_dns_managed_zone" "zone" {
  dnssec_config {
    state = "on"
  }
}
""",
        """
resource "google_dns_managed_zone" "zone" {
  visibility = "private"
}
""",
        """
resource "google_dns_managed_zone" "zone" {
  dnssec_config {
    state = "transfer"
  }
}
""",
    ),
)
def check(zone):
    if zone.get("visibility", default="public") == "private":
        return
    if zone.get("dnssec_config.state", default="off") == "off":
        yield zone.fail("dnssec_config.state", "DNSSEC is off")
