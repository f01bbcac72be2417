"""What the instances of a VPC are told about names and time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.live.aws.ec2 import describe, own
from scanner.live.aws.table import by_id, computed, field, tabled, tagged


def _values(raw: Any, key: str) -> list[Any]:
    for one in raw.get("DhcpConfigurations", ()):
        if one.get("Key") == key:
            return [value.get("Value") for value in one.get("Values", ())]
    return []


def _all(key: str) -> Callable[[Any], Any]:
    return lambda raw: _values(raw, key)


def _one(key: str) -> Callable[[Any], Any]:
    return lambda raw: next(iter(_values(raw, key)), None)


def _made_by_aws(raw: Any) -> bool:
    """Whether this is the set that each region has from the start."""
    keys = {one.get("Key") for one in raw.get("DhcpConfigurations", ())}
    name = str(_one("domain-name")(raw))
    return (
        keys == {"domain-name", "domain-name-servers"}
        and (name == "ec2.internal" or name.endswith(".compute.internal"))
        and _values(raw, "domain-name-servers") == ["AmazonProvidedDNS"]
        and not raw.get("Tags")
    )


READER = tabled(
    "aws_vpc_dhcp_options",
    own(describe("DhcpOptions"), "DhcpOptions", "DhcpOptionsId"),
    key=by_id,
    fields=(
        field("domain_name", _one("domain-name")),
        field("domain_name_servers", _all("domain-name-servers"), default=[]),
        field("ipv6_address_preferred_lease_time", _one("ipv6-address-preferred-lease-time")),
        field("netbios_name_servers", _all("netbios-name-servers"), default=[]),
        field("netbios_node_type", _one("netbios-node-type")),
        field("ntp_servers", _all("ntp-servers"), default=[]),
        computed("owner_id", "OwnerId"),
        *tagged(),
    ),
    everywhere=lambda item, attributes: _made_by_aws(item.raw),
)
