"""The tunnel can be negotiated down to algorithms that are broken or nearly so.

What a tunnel's lists leave out it accepts all of: IKEv1, SHA-1 and Diffie-Hellman group 2 (1024
bits) among them. An attacker in the middle of the negotiation, or an old device, takes the weakest.
Lists of one's own leave those out.
"""

from scanner import LOW, rule

_WEAK = {
    "ike_versions": ("ikev1",),
    "phase1_dh_group_numbers": (2, 5, "2", "5"),
    "phase2_dh_group_numbers": (2, 5, "2", "5"),
    "phase1_integrity_algorithms": ("SHA1",),
    "phase2_integrity_algorithms": ("SHA1",),
}


@rule(
    on="aws_vpn_connection",
    severity=LOW,
    fix="List ikev2, group 14 or above, and SHA2-256 or above for both tunnels.",
    cwe=327,
    references=("https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",),
    bad=(
        """
resource "aws_vpn_connection" "office" {
  customer_gateway_id                  = "cgw-1"
  type                                 = "ipsec.1"
  tunnel1_ike_versions                 = ["ikev1", "ikev2"]  # here
  tunnel1_phase1_dh_group_numbers      = [14, 2]  # here
  tunnel1_phase2_dh_group_numbers      = [20]
  tunnel1_phase1_integrity_algorithms  = ["SHA1"]  # here
  tunnel1_phase2_integrity_algorithms  = ["SHA2-256"]
  tunnel2_ike_versions                 = ["ikev2"]
  tunnel2_phase1_dh_group_numbers      = [20]
  tunnel2_phase2_dh_group_numbers      = [20]
  tunnel2_phase1_integrity_algorithms  = ["SHA2-256"]
  tunnel2_phase2_integrity_algorithms  = ["SHA2-256"]
}
""",
        """
resource "aws_vpn_connection" "office" {  # here
  customer_gateway_id = "cgw-1"
  type                = "ipsec.1"
}
""",
    ),
    good=(
        """
resource "aws_vpn_connection" "office" {
  customer_gateway_id                 = "cgw-1"
  type                                = "ipsec.1"
  tunnel1_ike_versions                = ["ikev2"]
  tunnel1_phase1_dh_group_numbers     = [20, 21]
  tunnel1_phase2_dh_group_numbers     = [20, 21]
  tunnel1_phase1_integrity_algorithms = ["SHA2-256", "SHA2-512"]
  tunnel1_phase2_integrity_algorithms = ["SHA2-256", "SHA2-512"]
  tunnel2_ike_versions                = ["ikev2"]
  tunnel2_phase1_dh_group_numbers     = [20]
  tunnel2_phase2_dh_group_numbers     = [20]
  tunnel2_phase1_integrity_algorithms = ["SHA2-384"]
  tunnel2_phase2_integrity_algorithms = ["SHA2-384"]
}
""",
        'resource "aws_customer_gateway" "office" { type = "ipsec.1" }',
    ),
)
def check(vpn):
    for tunnel in ("tunnel1", "tunnel2"):
        for what, weak in _WEAK.items():
            name = f"{tunnel}_{what}"
            values = [one.value for one in vpn.each(name)]
            if not values or any(value in weak for value in values):
                yield vpn.fail(name, f"weak {what.replace('_', ' ')} are accepted")
