"""The tunnel negotiates its keys by IKEv1, which is withdrawn and can be cracked offline.

In aggressive mode a recording is enough to try passwords against the shared secret at leisure.
IKEv2 has been the default for years; IKEv1 was moved to historic status by RFC 9395.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_compute_vpn_tunnel",
    severity=MEDIUM,
    fix="Remove ike_version = 1.",
    cwe=327,
    references=(
        "https://cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers",
        "https://www.rfc-editor.org/rfc/rfc9395",
    ),
    bad=(
        """
resource "google_compute_vpn_tunnel" "office" {
  ike_version = 1  # here
}
""",
    ),
    good=(
        """
resource "google_compute_vpn_tunnel" "office" {
  name = "office"
}
""",
        """
resource "google_compute_vpn_tunnel" "office" {
  ike_version = 2
}
""",
    ),
)
def check(tunnel):
    if tunnel.get("ike_version", default=2) == 1:
        yield tunnel.fail("ike_version", "the tunnel uses IKEv1")
