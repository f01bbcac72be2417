"""Any account that the gateway is shared with joins the network without being asked.

A new attachment reaches whatever the gateway's route tables reach. Accept attachments one by one,
by aws_ec2_transit_gateway_vpc_attachment_accepter where it should be code.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ec2_transit_gateway",
    severity=MEDIUM,
    fix="Remove auto_accept_shared_attachments.",
    aliases=("CKV_AWS_331",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    ),
    bad=(
        """
resource "aws_ec2_transit_gateway" "hub" {
  auto_accept_shared_attachments = "enable"  # here
}
""",
    ),
    good=(
        'resource "aws_ec2_transit_gateway" "hub" {}',
        'resource "aws_ec2_transit_gateway" "hub" { auto_accept_shared_attachments = "disable" }',
    ),
)  # fmt: skip
def check(gateway):
    if gateway.get("auto_accept_shared_attachments", default="disable") == "enable":
        yield gateway.fail("auto_accept_shared_attachments", "attachments are accepted unseen")
