"""A target that is registered with a target group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone
from scanner.live.aws.elbv2 import GROUPS, describe
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import Listing, field, recalling, tabled
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.model import Resource

_TYPE = "aws_lb_target_group_attachment"
_HEALTH = describe("TargetHealth", "TargetGroupNotFound")
_LEAVING = ("Target.NotRegistered", "Target.DeregistrationInProgress")


def _key(resource: Resource) -> str | None:
    if resource.origin is Origin.LIVE:
        return resource.id
    # Terraform's id ends in a time stamp.
    group, target, port = (
        resource.attributes.get(name) for name in ("target_group_arn", "target_id", "port")
    )
    if not (isinstance(group, str) and group and isinstance(target, str) and target):
        return None
    if isinstance(port, float):
        port = int(port)
    return f"{group}|{target}|{port if isinstance(port, (int, str)) else ''}"


def _name(group: str) -> str:
    """The target group's name, out of its ARN."""
    parts = group.split("/")
    return parts[1] if len(parts) > 1 else group


def _scope(api: Api, managed: Managed) -> dict[str, Any]:
    """The target groups with managed targets, or, where nothing is managed, all."""
    every = {str(one.get("TargetGroupArn")): one for one in api.items(GROUPS, "TargetGroups")}
    wanted = {key.split("|", 1)[0] for key in managed.of(_TYPE)}
    if not wanted and not managed.of("aws_lb_target_group"):
        return every
    return {arn: one for arn, one in every.items() if arn in wanted}


def _targets(api: Api, managed: Managed) -> Iterable[Item]:
    known = managed.of(_TYPE)
    for arn, group in _scope(api, managed).items():
        try:
            found = api.items(_HEALTH, "TargetHealthDescriptions", TargetGroupArn=arn)
        except Gone:
            continue
        for one in found:
            target = one.get("Target", {})
            if one.get("TargetHealth", {}).get("Reason") in _LEAVING:
                continue
            key = f"{arn}|{target.get('Id')}|{target.get('Port', '')}"
            # Without a port of its own a target has the group's.
            plain = f"{arn}|{target.get('Id')}|"
            if key not in known and plain in known and target.get("Port") == group.get("Port"):
                key = plain
            yield Item(key, {**target, "TargetGroupArn": arn})


def _port(raw: Any) -> Any:
    recorded = raw["Recorded"]
    return raw.get("Port") if recorded.get("port") is not None or not recorded else None


def _zone(raw: Any) -> Any:
    # Terraform records a zone only where the code names it.
    recorded = raw["Recorded"].get("availability_zone")
    return raw.get("AvailabilityZone") if recorded is not None else None


def _owner_of(resource: Resource) -> tuple[str, str] | None:
    group = resource.attributes.get("target_group_arn")
    return (_name(group), "targets") if isinstance(group, str) else None


READER = tabled(
    _TYPE,
    recalling(_TYPE, Listing((GROUPS, _HEALTH), _targets)),
    key=_key,
    fields=(
        field("target_group_arn", "TargetGroupArn"),
        field("target_id", "Id"),
        field("port", _port),
        field("availability_zone", _zone),
    ),
    import_id=None,
    # Services register targets by themselves; a stranger is one beside targets from code.
    parent_type="aws_lb_target_group",
    owner=lambda item: (_name(item.raw["TargetGroupArn"]), "targets"),
    owner_of=_owner_of,
    siblings=(_TYPE,),
)
