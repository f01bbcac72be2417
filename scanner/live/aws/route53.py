"""What the types of Route 53 share: zones by id, names as Terraform writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Value

NO_ZONE = frozenset({"NoSuchHostedZone"})
ZONES = Operation("route53", "ListHostedZones")
ZONE = Operation("route53", "GetHostedZone", gone=NO_ZONE)
TAGS = Operation("route53", "ListTagsForResource", gone=NO_ZONE)
RECORDS = Operation("route53", "ListResourceRecordSets", gone=NO_ZONE)

_OCTAL = re.compile(r"\\([0-3][0-7]{2})")


def zone_id(value: Value) -> str | None:
    """A zone's id, which the API writes as ``/hostedzone/Z123``."""
    return value.rpartition("/")[2] if isinstance(value, str) and value else None


def domain(value: Value) -> str | None:
    """A name without its last dot, in lower case; the API writes ``*`` as ``\\052``."""
    if not isinstance(value, str):
        return None
    plain = _OCTAL.sub(lambda match: chr(int(match[1], 8)), value)
    return plain.rstrip(".").lower()


def zones(api: Api) -> Mapping[str, Any]:
    """The account's zones by id."""

    def build() -> Mapping[str, Any]:
        found = api.index(ZONES, "HostedZones", "Id")
        return {identity.rpartition("/")[2]: one for identity, one in found.items()}

    return api.once("route53 zones", build)
