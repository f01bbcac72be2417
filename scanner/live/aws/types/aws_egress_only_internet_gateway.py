"""A VPC's way out to the internet over IPv6."""

from __future__ import annotations

from scanner.live.aws.ec2 import attached, describe
from scanner.live.aws.table import by_id, field, listed, tabled, tagged

READER = tabled(
    "aws_egress_only_internet_gateway",
    listed(
        describe("EgressOnlyInternetGateways"),
        "EgressOnlyInternetGateways",
        "EgressOnlyInternetGatewayId",
    ),
    key=by_id,
    fields=(field("vpc_id", attached("VpcId")), *tagged()),
)
