"""A stack of CloudFormation that Terraform declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import json_document, policy, scalar, string_set
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Listing, by, detail, field, tabled, tagged
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Value

_TYPE = "aws_cloudformation_stack"
_HIDDEN = "****"
STACKS = Operation("cloudformation", "DescribeStacks")


def parameters(expected: Value, live: Value) -> bool:
    """Parameters of a stack, of which CloudFormation hides those that are secret. Not symmetric."""
    one, other = expected or {}, live or {}
    if not (isinstance(one, Mapping) and isinstance(other, Mapping)):
        return scalar(expected, live)
    return one.keys() == other.keys() and all(
        other[name] == _HIDDEN or scalar(value, other[name]) for name, value in one.items()
    )


def template(expected: Value, live: Value) -> bool:
    """JSON as data; YAML as text, whose blanks count only where lines begin."""
    if json_document(expected, live):
        return True
    if not (isinstance(expected, str) and isinstance(live, str)):
        return False
    one, other = (
        "\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (expected, live)
    )
    return one == other


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    mine = managed.of(_TYPE)
    for one in api.items(STACKS, "Stacks"):
        # The stacks inside of a stack belong to that one.
        if one.get("StackStatus") == "DELETE_COMPLETE" or one.get("ParentId"):
            continue
        name = required(one, "StackName")
        given = _parameters(one)
        if name in mine:
            # Those that have a default are listed as well, given or not; the provider records
            # what is given.
            recorded = mine[name].attributes.get("parameters") or {}
            if isinstance(recorded, Mapping):
                given = {key: value for key, value in given.items() if key in recorded}
        yield Item(name, {**one, "given": given})


def _parameters(raw: Any) -> dict[str, Any]:
    return {one["ParameterKey"]: one.get("ParameterValue") for one in raw.get("Parameters") or ()}


_GONE = frozenset({"ValidationError"})

READER = tabled(
    _TYPE,
    Listing((STACKS,), _items),
    key=by("name"),
    fields=(
        field("name", "StackName"),
        field("parameters", "given", parameters, kind=AttributeKind.SENSITIVE),
        field("capabilities", "Capabilities", string_set, default=[]),
        field("disable_rollback", "DisableRollback", default=False),
        field("iam_role_arn", "RoleARN", default=""),
        field("notification_arns", "NotificationARNs", string_set, default=[]),
        field("timeout_in_minutes", "TimeoutInMinutes", default=0),
        *tagged(),
    ),
    details=(
        detail(
            Operation("cloudformation", "GetTemplate", gone=_GONE),
            {"StackName": "StackId"},
            (field("template_body", "TemplateBody", template),),
        ),
        detail(
            Operation("cloudformation", "GetStackPolicy", gone=_GONE),
            {"StackName": "StackId"},
            (field("policy_body", "StackPolicyBody", policy, default=""),),
        ),
    ),
    # The last two are where the texts come from.
    apply_only=("on_failure", "policy_url", "template_url"),
    uncovered={"timeouts": "how long Terraform waits"},
    # Stack sets make these.
    everywhere=lambda item, attributes: item.id.startswith("StackSet-"),
    import_id="{name}",
)
