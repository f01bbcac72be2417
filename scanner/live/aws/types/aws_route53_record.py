"""A record of a hosted zone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import by as same_by
from scanner.compare import frozen, set_of, trailing_dot
from scanner.live.aws.api import Gone, required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.route53 import RECORDS, ZONES, domain, zone_id, zones
from scanner.live.aws.table import Detail, Listing, block, computed, field, nested, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.table import Source
    from scanner.model import Resource, Value

_TYPE = "aws_route53_record"
_AT_A_TIME = 4


def _key(resource: Resource) -> str | None:
    """Terraform's id with the whole name: ``Z123_www.example.com_A_blue``."""
    found = resource.attributes
    # A name may be written without its zone's; the state has the whole of it.
    name = domain(found.get("fqdn")) or domain(found.get("name"))
    zone, kind, apart = (
        zone_id(found.get("zone_id")),
        found.get("type"),
        found.get("set_identifier"),
    )
    if not zone or not name or not isinstance(kind, str):
        return resource.id
    return _joined(zone, name, kind, apart if isinstance(apart, str) else None)


def _joined(zone: str, name: str, kind: str, apart: str | None) -> str:
    return "_".join((zone, name, kind, *([apart] if apart else ())))


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    """The records of every zone that is managed, or has a managed record."""
    from concurrent.futures import ThreadPoolExecutor

    found = zones(api)
    asked = {zone_id(one.attributes.get("zone_id")) for one in managed.of(_TYPE).values()}
    asked |= {*managed.of("aws_route53_zone")}
    wanted = [zone for zone in found if managed.everything or zone in asked]
    with ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="trueup-records") as pool:
        each = list(pool.map(lambda zone: _records(api, zone), wanted))
    return [
        _item(zone, domain(found[zone].get("Name")), one)
        for zone, records in zip(wanted, each, strict=True)
        for one in records
    ]


def _records(api: Api, zone: str) -> tuple[Any, ...]:
    try:
        return api.items(RECORDS, "ResourceRecordSets", HostedZoneId=zone)
    except Gone:
        return ()


def _item(zone: str, apex: str | None, one: Any) -> Item:
    name = domain(required(one, "Name")) or ""
    kind = required(one, "Type")
    # Route 53 makes these two of each zone, and those of a traffic policy.
    made = (kind in ("NS", "SOA") and name == apex) or "TrafficPolicyInstanceId" in one
    key = _joined(zone, name, kind, one.get("SetIdentifier"))
    return Item(key, {**one, "Zone": zone, "Whole": name, "Made": made})


def _find(api: Api, item: Item) -> Any:
    # One zone's failure costs no other's.
    zone = zone_id(item.raw.get("zone_id")) or item.id.partition("_")[0]
    for one in _records(api, zone):
        found = _item(zone, None, one)
        if found.id == item.id:
            return found.raw
    return None


def _same_name(expected: Value, live: Value) -> bool:
    """Live has the whole name, and code may leave out the zone's."""
    written, there = domain(expected), domain(live)
    if written is None or there is None:
        return written == there
    return there == written or there.startswith(f"{written}.")


def _values(raw: Any) -> list[Value]:
    found = [one.get("Value", "") for one in raw.get("ResourceRecords") or ()]
    if raw.get("Type") in ("TXT", "SPF"):
        # Terraform leaves out the first and the last quote.
        return [one[1:-1] if len(one) > 1 and one[0] == one[-1] == '"' else one for one in found]
    return found


def _value(value: Value) -> Hashable:
    """An IPv6 address however it is spelt; everything else as it is."""
    import ipaddress

    if isinstance(value, str) and len(value) <= 64:
        try:
            return ipaddress.ip_address(value)
        except ValueError:
            pass
    return frozen(value)


def _target(value: Value) -> Hashable:
    name = domain(value)
    return name.removeprefix("dualstack.") if name is not None else frozen(value)


def _routing(name: str, source: str, rows: dict[str, Source]) -> Any:
    """A routing policy's block, where the record has that policy."""
    return block(name, lambda raw: raw if raw.get(source) is not None else None, rows, default=[])


_PROXIMITY = "GeoProximityLocation"

READER = tabled(
    _TYPE,
    Listing((ZONES, RECORDS), _items),
    key=_key,
    fields=(
        field("zone_id", "Zone"),
        field("name", "Whole", _same_name),
        field("type", "Type"),
        field("ttl", "TTL", default=0),
        field("records", _values, set_of(_value), default=[]),
        field("set_identifier", "SetIdentifier", default=""),
        field("health_check_id", "HealthCheckId", default=""),
        field("multivalue_answer_routing_policy", "MultiValueAnswer", default=False),
        block(
            "alias",
            "AliasTarget",
            {
                "name": "DNSName",
                "zone_id": "HostedZoneId",
                "evaluate_target_health": "EvaluateTargetHealth",
            },
            same={"name": same_by(_target)},
            default=[],
        ),
        _routing(
            "cidr_routing_policy",
            "CidrRoutingConfig",
            {
                "collection_id": "CidrRoutingConfig.CollectionId",
                "location_name": "CidrRoutingConfig.LocationName",
            },
        ),
        _routing("failover_routing_policy", "Failover", {"type": "Failover"}),
        _routing(
            "geolocation_routing_policy",
            "GeoLocation",
            {
                "continent": "GeoLocation.ContinentCode",
                "country": "GeoLocation.CountryCode",
                "subdivision": "GeoLocation.SubdivisionCode",
            },
        ),
        block(
            "geoproximity_routing_policy",
            _PROXIMITY,
            {
                "aws_region": "AWSRegion",
                "bias": "Bias",
                "local_zone_group": "LocalZoneGroup",
                "coordinates": nested(
                    "Coordinates", {"latitude": "Latitude", "longitude": "Longitude"}
                ),
            },
            defaults={"bias": 0},
            default=[],
        ),
        _routing("latency_routing_policy", "Region", {"region": "Region"}),
        _routing("weighted_routing_policy", "Weight", {"weight": "Weight"}),
        computed("fqdn", "Whole", trailing_dot),
    ),
    find=Detail((RECORDS,), _find, ()),
    apply_only=("allow_overwrite",),
    uncovered={"timeouts": "how long Terraform waits"},
    regional=False,
    everywhere=lambda item, attributes: bool(item.raw["Made"]),
)
