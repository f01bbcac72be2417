"""The security group that a VPC is made with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import scalar, security_group_rules
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.ownership import Owned
from scanner.live.aws.security_groups import (
    EGRESS_TYPES,
    GROUPS,
    INGRESS_TYPES,
    group_attributes,
)
from scanner.live.aws.table import by_id
from scanner.live.aws.tags import TAG_ROWS
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_default_security_group"
_ROWS = (
    Attribute("vpc_id", scalar),
    Attribute("ingress", security_group_rules, default=[]),
    Attribute("egress", security_group_rules, default=[]),
    Attribute("name", scalar, AttributeKind.COMPUTED),
    Attribute("owner_id", scalar, AttributeKind.COMPUTED),
    Attribute("arn", scalar, AttributeKind.COMPUTED),
    *TAG_ROWS,
)


def _defaults(api: Api, managed: Managed) -> Iterable[Item]:
    return [
        Item(id_, one, frozenset({id_}))
        for id_, one in api.index(GROUPS, "SecurityGroups", "GroupId").items()
        if one.get("GroupName") == "default"
    ]


def _owned() -> Iterable[Owned]:
    for way, types in (("ingress", INGRESS_TYPES), ("egress", EGRESS_TYPES)):
        for by in types:
            where = {"type": way} if by == "aws_security_group_rule" else {}
            yield Owned(_TYPE, way, by, "security_group_id", "id", where)


def _read(api: Api, item: Item) -> dict[str, object]:
    found = group_attributes(api, item)
    return {row.path: found[row.path] for row in _ROWS}


READER = Reader(
    projection=Projection(
        _TYPE,
        (*_ROWS, Attribute("revoke_rules_on_delete", kind=AttributeKind.APPLY_ONLY)),
        by_id,
    ),
    operations=(GROUPS,),
    listing=_defaults,
    parts=(Part(tuple(row.path for row in _ROWS), _read, bulk=True),),
    everywhere=lambda item, attributes: True,
    owns=tuple(_owned()),
)
