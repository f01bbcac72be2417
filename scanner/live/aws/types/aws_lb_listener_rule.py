"""What a listener does with certain requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.compare import listener_actions, listener_conditions
from scanner.live.aws.api import required
from scanner.live.aws.elbv2 import (
    BALANCERS,
    LISTENERS,
    RULES,
    actions,
    batched,
    conditions,
    rules,
    tags_of,
)
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import Listing, by_id, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed

_TYPE, _ARN = "aws_lb_listener_rule", "RuleArn"


def _rules(api: Api, managed: Managed) -> Iterable[Item]:
    for one in rules(api, managed):
        yield Item(required(one, _ARN), one)


READER = tabled(
    _TYPE,
    batched(_TYPE, _ARN, Listing((BALANCERS, LISTENERS, RULES), _rules)),
    key=by_id,
    fields=(
        field("listener_arn", "ListenerArn"),
        field("priority", "Priority"),
        field("action", actions("Actions"), listener_actions),
        field("condition", conditions, listener_conditions),
        computed("arn", _ARN),
    ),
    details=(tags_of(_ARN),),
    write_only=("action.authenticate_oidc.client_secret",),
)
