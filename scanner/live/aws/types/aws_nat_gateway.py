"""A NAT gateway."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.compare import cidr, cidr_set, string_set
from scanner.live.aws.ec2 import describe
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import by_id, computed, field, listed, tabled, tagged

_TYPE = "aws_nat_gateway"


def _addresses(raw: Any, primary: bool) -> list[Any]:
    found = raw.get("NatGatewayAddresses", ())
    # Where there is one address, the answer need not call it the primary one.
    return [one for one in found if (len(found) == 1 or bool(one.get("IsPrimary"))) == primary]


def _primary(name: str) -> Callable[[Any], Any]:
    return lambda raw: next((one.get(name) for one in _addresses(raw, primary=True)), None)


def _secondary(name: str) -> Callable[[Any], Any]:
    return lambda raw: [one[name] for one in _addresses(raw, primary=False) if one.get(name)]


READER = tabled(
    _TYPE,
    listed(
        describe("NatGateways"),
        "NatGateways",
        "NatGatewayId",
        # What was deleted stays in the list for an hour.
        only=lambda one: one.get("State") not in ("deleting", "deleted", "failed"),
    ),
    key=by_id,
    fields=(
        field("subnet_id", "SubnetId"),
        field("connectivity_type", "ConnectivityType", default="public"),
        field("allocation_id", _primary("AllocationId")),
        field("private_ip", _primary("PrivateIp"), cidr),
        field("secondary_allocation_ids", _secondary("AllocationId"), string_set, default=[]),
        field("secondary_private_ip_addresses", _secondary("PrivateIp"), cidr_set),
        computed("public_ip", _primary("PublicIp"), cidr),
        computed("network_interface_id", _primary("NetworkInterfaceId")),
        *tagged(),
    ),
    apply_only=("secondary_private_ip_address_count",),
    uncovered={"timeouts": "how long Terraform waits"},
    owns=(
        Owned(
            _TYPE,
            "secondary_allocation_ids",
            "aws_nat_gateway_eip_association",
            "nat_gateway_id",
            "id",
        ),
        # The gateway's address is recorded before the gateway takes it.
        Owned("aws_eip", "network_interface", _TYPE, "allocation_id", "id"),
    ),
)
