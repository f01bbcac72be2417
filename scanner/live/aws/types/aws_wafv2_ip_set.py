"""A set of addresses for the rules of WAF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import cidr_set
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, by_id, computed, detail, field, tabled, tagged
from scanner.live.aws.wafv2 import IP_SET, IP_SETS, TAGS, scoped

if TYPE_CHECKING:
    from scanner.live.aws.api import Api


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(one["Id"], one) for one in scoped(api, IP_SETS, "IPSets")]


READER = tabled(
    "aws_wafv2_ip_set",
    Listing((IP_SETS,), _items),
    key=by_id,
    fields=(
        field("name", "Name"),
        field("scope", "Scope"),
        field("description", "Description", default=""),
        computed("arn", "ARN"),
    ),
    details=(
        detail(
            IP_SET,
            {"Id": "Id", "Name": "Name", "Scope": "Scope"},
            (
                field("ip_address_version", "IPAddressVersion"),
                field("addresses", "Addresses", cidr_set, default=[]),
            ),
            result="IPSet",
        ),
        detail(TAGS, {"ResourceARN": "ARN"}, tagged("TagInfoForResource.TagList")),
    ),
    apply_only=("name_prefix",),
    import_id="{id}/{name}/{scope}",
)
