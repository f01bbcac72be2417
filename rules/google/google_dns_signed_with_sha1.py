"""The signatures of this zone are made with SHA-1, for which collisions can be computed.

RSASHA1 must not be used for new signatures (RFC 9905). Cloud DNS signs with RSASHA256 unless it is
told otherwise.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_dns_managed_zone",
    severity=MEDIUM,
    fix="Remove default_key_specs, or use ecdsap256sha256 or rsasha256.",
    aliases=("CKV_GCP_17", "AVD-GCP-0012"),
    cwe=327,
    references=("https://cloud.google.com/dns/docs/dnssec-advanced",),
    bad=(
        """
resource "google_dns_managed_zone" "zone" {
  dnssec_config {
    state = "on"
    default_key_specs {
      algorithm = "rsasha1"  # here
      key_type  = "keySigning"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_dns_managed_zone" "zone" {
  dnssec_config {
    state = "on"
    default_key_specs {
      algorithm = "ecdsap256sha256"
      key_type  = "keySigning"
    }
  }
}
""",
        """
resource "google_dns_managed_zone" "zone" {
  dnssec_config {
    state = "on"
  }
}
""",
    ),
)
def check(zone):
    for spec in zone.each("dnssec_config.default_key_specs"):
        if spec.get("algorithm", default="rsasha256") == "rsasha1":
            yield spec.fail("algorithm", "the zone is signed with SHA-1")
