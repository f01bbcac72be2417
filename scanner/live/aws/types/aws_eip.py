"""An Elastic IP address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scanner.compare import cidr
from scanner.live.aws.ec2 import describe
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import by_id, computed, field, listed, recalling, tabled, tagged

if TYPE_CHECKING:
    from scanner.model import Value

_TYPE = "aws_eip"
_IPAM = "ipam-pool-"


def _taken(name: str, at: str) -> Callable[[Any], Value]:
    """Who holds the address. Where a service of AWS took it (a load balancer that was given it),
    that is the service's to say, and what is recorded stands."""

    def read(raw: Any) -> Value:
        holder = str(raw.get("NetworkInterfaceOwnerId", ""))
        if holder and not holder.isdigit():
            return raw["Recorded"].get(name)
        return raw.get(at)

    return read


def _asked(name: str, at: str) -> Callable[[Any], Value]:
    """What Terraform records only where the code asked for a certain address."""
    return lambda raw: raw.get(at) if raw["Recorded"].get(name) else None


def _pool(ipam: bool) -> Callable[[Any], Value]:
    def read(raw: Any) -> Value:
        found = raw.get("PublicIpv4Pool")
        return found if str(found).startswith(_IPAM) == ipam else None

    return read


READER = tabled(
    _TYPE,
    recalling(
        _TYPE,
        listed(
            describe("Addresses"),
            "Addresses",
            # Addresses outside of a VPC are from before 2022, and have no other name.
            lambda one: str(one.get("AllocationId") or one.get("PublicIp")),
        ),
    ),
    key=by_id,
    fields=(
        field("domain", "Domain"),
        field("vpc", lambda raw: raw.get("Domain") == "vpc"),
        field("address", _asked("address", "PublicIp"), cidr),
        field("instance", _taken("instance", "InstanceId")),
        field("network_interface", _taken("network_interface", "NetworkInterfaceId")),
        field(
            "associate_with_private_ip",
            _asked("associate_with_private_ip", "PrivateIpAddress"),
            cidr,
        ),
        field("customer_owned_ipv4_pool", "CustomerOwnedIpv4Pool"),
        field("public_ipv4_pool", _pool(ipam=False)),
        field("ipam_pool_id", _pool(ipam=True)),
        field("network_border_group", "NetworkBorderGroup"),
        computed("public_ip", "PublicIp", cidr),
        *tagged(),
    ),
    uncovered={"timeouts": "how long Terraform waits"},
    everywhere=lambda item, attributes: bool(item.raw.get("ServiceManaged")),
    owns=tuple(
        Owned(_TYPE, attribute, "aws_eip_association", "allocation_id", "id")
        for attribute in ("instance", "network_interface")
    ),
)
