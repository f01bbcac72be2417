"""A parameter of Systems Manager. The value of a SecureString is never asked for; that its version
is another one is what shows that somebody has written it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scanner.compare import arn_or_name, either, empty, scalar, with_default
from scanner.live.aws.api import Gone, required
from scanner.live.aws.kinds import WITHHELD, Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, Listing, by, computed, detail, field, tabled, tagged
from scanner.live.notread import NotRead
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource, Value

_TYPE = "aws_ssm_parameter"
PARAMETERS = Operation("ssm", "DescribeParameters")
VALUES = Operation("ssm", "GetParameters")
TAGS = Operation("ssm", "ListTagsForResource", gone=frozenset({"InvalidResourceId"}))
SECURE = "SecureString"
_BATCH = 10


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    mine = managed.of(_TYPE)
    found = {
        required(one, "Name"): one for one in api.items(PARAMETERS, "Parameters", MaxResults=50)
    }
    asked = sorted(
        name
        for name, one in found.items()
        if name in mine and one.get("Type") != SECURE and _holder(mine[name])
    )
    batches = [asked[start : start + _BATCH] for start in range(0, len(asked), _BATCH)]
    batch_of = {name: batch for batch in batches for name in batch}
    for name, one in found.items():
        holder = _holder(mine[name]) if name in mine else ""
        yield Item(name, {**one, "Batch": batch_of.get(name), "Holder": holder})


def _holder(resource: Resource) -> str:
    """The argument that holds a parameter's value; ``""`` when none does that can be read."""
    if not empty(resource.attributes.get("insecure_value")):
        return "insecure_value"
    if resource.attributes.get("has_value_wo") or "value_wo_version" in _said(resource):
        return ""
    return "value"


def _said(resource: Resource) -> set[str]:
    return {name for name, value in resource.attributes.items() if not empty(value)}


def _value(api: Api, item: Item) -> Mapping[str, Value]:
    """Both arguments, of which the other one is empty, or, where the value is not read, the
    version, which everybody may know."""
    if item.raw["Batch"] is None:
        version = item.raw.get("Version")
        return {"value": WITHHELD, "insecure_value": WITHHELD, "version": version}
    # Never with decryption: by now it may be a SecureString.
    answer = api.call(VALUES, Names=item.raw["Batch"]) or {}
    found = next((one for one in answer.get("Parameters", ()) if one["Name"] == item.id), None)
    if found is None:
        raise Gone(f"{VALUES.label} does not know it")
    if found.get("Type") == SECURE:
        raise NotRead(f"{VALUES.label}: it has become a {SECURE}")
    values: dict[str, Value] = {"value": "", "insecure_value": "", "version": WITHHELD}
    return {**values, item.raw["Holder"]: found.get("Value")}


def _tier(expected: Value, live: Value) -> bool:
    """What AWS chooses for Intelligent-Tiering."""
    return expected == "Intelligent-Tiering" and live in ("Standard", "Advanced")


READER = tabled(
    _TYPE,
    Listing((PARAMETERS,), _items),
    key=by("name"),
    fields=(
        field("name", "Name"),
        field("type", "Type"),
        field("description", "Description", default=""),
        field("allowed_pattern", "AllowedPattern", default=""),
        field("data_type", "DataType", default="text"),
        field("key_id", "KeyId", with_default("alias/aws/ssm", arn_or_name), default=""),
        field("tier", "Tier", either(scalar, _tier), default="Standard"),
    ),
    details=(
        Detail(
            (VALUES,),
            _value,
            (
                field("value", "value", kind=AttributeKind.SENSITIVE),
                field("insecure_value", "insecure_value"),
                computed("version", "version"),
            ),
        ),
        detail(TAGS, {"ResourceId": "."}, tagged("TagList"), ResourceType="Parameter"),
    ),
    apply_only=("overwrite", "value_wo_version"),
    write_only=("value_wo",),
    uncovered={"arn": "made of the name, the region and the account"},
    import_id="{name}",
)
