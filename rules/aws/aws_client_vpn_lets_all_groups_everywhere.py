"""Everyone with a VPN account reaches every network behind it.

Authorization rules say which group of people reaches which network. One rule for all groups to
0.0.0.0/0 makes any stolen laptop a way to everything.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORLD


@rule(
    on="aws_ec2_client_vpn_authorization_rule",
    severity=MEDIUM,
    fix="Name the network in target_network_cidr, and the group in access_group_id.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html",
    ),
    bad=(
        """
resource "aws_ec2_client_vpn_authorization_rule" "all" {
  client_vpn_endpoint_id = "cvpn-endpoint-1"
  target_network_cidr    = "0.0.0.0/0"  # here
  authorize_all_groups   = true
}
""",
    ),
    good=(
        """
resource "aws_ec2_client_vpn_authorization_rule" "internet" {
  client_vpn_endpoint_id = "cvpn-endpoint-1"
  target_network_cidr    = "0.0.0.0/0"
  access_group_id        = "operators"
}
""",
        """
resource "aws_ec2_client_vpn_authorization_rule" "wiki" {
  client_vpn_endpoint_id = "cvpn-endpoint-1"
  target_network_cidr    = "10.0.7.0/24"
  authorize_all_groups   = true
}
""",
    ),
)  # fmt: skip
def check(authorization):
    if not authorization.get("authorize_all_groups", default=False):
        return
    if authorization.get("target_network_cidr") in WORLD:
        yield authorization.fail("target_network_cidr", "everyone reaches every network")
