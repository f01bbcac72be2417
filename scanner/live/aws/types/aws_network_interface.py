"""A network interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.compare import cidr, cidr_set, elements, string_set
from scanner.live.aws.ec2 import NETWORK_INTERFACES, own
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Listing, block, by_id, computed, field, recalling, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item, Managed

_TYPE = "aws_network_interface"
_OF_USERS = (None, "interface", "efa", "efa-only", "trunk", "branch")
_SAME = "the same addresses as in the attribute without _list"
_INTERFACES = recalling(_TYPE, own(NETWORK_INTERFACES, "NetworkInterfaces", "NetworkInterfaceId"))


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    """With what a managed instance is given: an interface is recorded before its instance."""
    given = {
        (one.get("network_interface_id"), key)
        for key, instance in managed.of("aws_instance").items()
        for one in elements(instance.attributes.get("network_interface"))
        if isinstance(one, Mapping)
    }
    for item in _INTERFACES.items(api, managed):
        to = item.raw.get("Attachment", {}).get("InstanceId")
        yield replace(item, raw={**item.raw, "Given": (item.id, to) in given})


def _attachment(raw: Any) -> Any:
    found = raw.get("Attachment")
    if raw["Given"]:
        recorded = raw["Recorded"].get("attachment")
        return [
            {"InstanceId": one.get("instance"), "DeviceIndex": one.get("device_index")}
            for one in elements(recorded)
            if isinstance(one, Mapping)
        ]
    return found if found and found.get("Status") not in ("detaching", "detached") else None


def _each(key: str, name: str) -> Callable[[Any], Any]:
    return lambda raw: [one.get(name) for one in raw.get(key, ())]


def _by_aws(item: Item, attributes: Mapping[str, Any]) -> bool:
    """Interfaces that services make, and those that come and go with an instance."""
    raw = item.raw
    return bool(
        raw.get("RequesterManaged")
        or raw.get("Operator", {}).get("Managed")
        or raw.get("InterfaceType") not in _OF_USERS
        or raw.get("Attachment", {}).get("DeleteOnTermination")
    )


READER = tabled(
    _TYPE,
    Listing(_INTERFACES.operations, _listing),
    key=by_id,
    fields=(
        field("subnet_id", "SubnetId"),
        field("description", "Description", default=""),
        field("interface_type", "InterfaceType"),
        field("security_groups", _each("Groups", "GroupId"), string_set),
        field("source_dest_check", "SourceDestCheck", default=True),
        field("private_ip", "PrivateIpAddress", cidr),
        field("private_ips", _each("PrivateIpAddresses", "PrivateIpAddress"), cidr_set),
        field("ipv6_addresses", _each("Ipv6Addresses", "Ipv6Address"), cidr_set),
        field("ipv4_prefixes", _each("Ipv4Prefixes", "Ipv4Prefix"), cidr_set),
        field("ipv6_prefixes", _each("Ipv6Prefixes", "Ipv6Prefix"), cidr_set),
        field(
            "enable_primary_ipv6",
            lambda raw: any(one.get("IsPrimaryIpv6") for one in raw.get("Ipv6Addresses", ())),
            default=False,
        ),
        block(
            "attachment",
            _attachment,
            {"instance": "InstanceId", "device_index": "DeviceIndex"},
            ignore=("attachment_id",),
        ),
        computed("mac_address", "MacAddress"),
        computed("owner_id", "OwnerId"),
        *tagged("TagSet"),
    ),
    apply_only=(
        "private_ips_count",
        "private_ip_list_enabled",
        "ipv6_address_count",
        "ipv6_address_list_enabled",
        "ipv4_prefix_count",
        "ipv6_prefix_count",
    ),
    uncovered={"private_ip_list": _SAME, "ipv6_address_list": _SAME},
    everywhere=_by_aws,
    owns=(
        Owned(
            _TYPE, "attachment", "aws_network_interface_attachment", "network_interface_id", "id"
        ),
        Owned(
            _TYPE,
            "security_groups",
            "aws_network_interface_sg_attachment",
            "network_interface_id",
            "id",
        ),
    ),
)
