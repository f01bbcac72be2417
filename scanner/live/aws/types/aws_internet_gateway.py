"""A VPC's way to the internet."""

from __future__ import annotations

from scanner.live.aws.ec2 import attached, describe, of_default_vpc, own
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import by_id, computed, field, tabled, tagged

_TYPE = "aws_internet_gateway"
_VPC = attached("VpcId")

READER = tabled(
    _TYPE,
    of_default_vpc(
        own(describe("InternetGateways"), "InternetGateways", "InternetGatewayId"), _VPC
    ),
    key=by_id,
    fields=(field("vpc_id", _VPC), computed("owner_id", "OwnerId"), *tagged()),
    uncovered={"timeouts": "how long Terraform waits"},
    everywhere=lambda item, attributes: bool(item.raw["OfDefaultVpc"]),
    owns=(Owned(_TYPE, "vpc_id", "aws_internet_gateway_attachment", "internet_gateway_id", "id"),),
)
