"""A hosted zone of Route 53."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import trailing_dot
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.ownership import Owned
from scanner.live.aws.route53 import TAGS, ZONE, ZONES, domain, zone_id, zones
from scanner.live.aws.table import (
    Listing,
    block,
    by_id,
    computed,
    detail,
    field,
    tabled,
    tagged,
    value_at,
)

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_route53_zone"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(key, {**one, "Key": key}) for key, one in zones(api).items()]


def _set(raw: Any) -> str | None:
    return zone_id(value_at(raw, "DelegationSet.Id"))


READER = tabled(
    _TYPE,
    Listing((ZONES,), _items),
    key=by_id,
    fields=(
        field("name", lambda raw: domain(raw.get("Name")), trailing_dot),
        field("comment", "Config.Comment", default="Managed by Terraform"),
        computed("zone_id", "Key"),
    ),
    details=(
        detail(
            ZONE,
            {"Id": "."},
            (
                field("delegation_set_id", _set, default=""),
                block(
                    "vpc",
                    "VPCs",
                    {"vpc_id": "VPCId", "vpc_region": "VPCRegion"},
                    key=("vpc_id",),
                    default=[],
                ),
            ),
        ),
        detail(TAGS, {"ResourceId": "."}, tagged("ResourceTagSet.Tags"), ResourceType="hostedzone"),
    ),
    apply_only=("force_destroy",),
    uncovered={"timeouts": "how long Terraform waits"},
    regional=False,
    # Cloud Map and others keep zones of their own.
    everywhere=lambda item, attributes: bool(item.raw.get("LinkedService")),
    owns=(Owned(_TYPE, "vpc", "aws_route53_zone_association", "zone_id", "zone_id"),),
)
