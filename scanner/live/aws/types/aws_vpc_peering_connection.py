"""A connection of two VPCs, on the side of the one that asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.live.aws.ec2 import describe
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Listing, by_id, field, listed, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item, Managed

_TYPE = "aws_vpc_peering_connection"
_ENDED = ("deleted", "deleting", "rejected", "failed", "expired")

_EVERY = listed(
    describe("VpcPeeringConnections"),
    "VpcPeeringConnections",
    "VpcPeeringConnectionId",
    only=lambda one: one.get("Status", {}).get("Code") not in _ENDED,
)


def _asked_for(api: Api, managed: Managed) -> Iterable[Item]:
    known = managed.of(_TYPE)
    for item in _EVERY.items(api, managed):
        ours, theirs = (item.raw.get(f"{one}VpcInfo", {}) for one in ("Requester", "Accepter"))
        here = ours.get("OwnerId") == api.account and ours.get("Region") in (None, api.region)
        if item.id not in known and not here:
            continue
        if ours.get("OwnerId") != api.account and theirs.get("OwnerId") == api.account:
            # The provider speaks of its own VPC first, whoever asked.
            ours, theirs = theirs, ours
        yield replace(item, raw={**item.raw, "Ours": ours, "Theirs": theirs})


def _options(of: str) -> Callable[[Any], Any]:
    """An account sees the options of its own side only."""

    def read(raw: Any) -> Any:
        found = raw.get(of, {}).get("PeeringOptions")
        if not found:
            return []
        allowed = found.get("AllowDnsResolutionFromRemoteVpc", False)
        return [{"allow_remote_vpc_dns_resolution": allowed}]

    return read


_NO = [{"allow_remote_vpc_dns_resolution": False}]

READER = tabled(
    _TYPE,
    Listing(_EVERY.operations, _asked_for),
    key=by_id,
    fields=(
        field("vpc_id", "Ours.VpcId"),
        field("peer_vpc_id", "Theirs.VpcId"),
        field("peer_owner_id", "Theirs.OwnerId"),
        field("peer_region", "Theirs.Region"),
        field("requester", _options("RequesterVpcInfo"), default=_NO),
        field("accepter", _options("AccepterVpcInfo"), default=_NO),
        *tagged(),
    ),
    apply_only=("auto_accept",),
    uncovered={"timeouts": "how long Terraform waits"},
    owns=tuple(
        Owned(
            _TYPE,
            attribute,
            "aws_vpc_peering_connection_options",
            "vpc_peering_connection_id",
            "id",
        )
        for attribute in ("requester", "accepter")
    ),
)
