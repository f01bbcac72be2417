"""A web ACL of WAF: what is let through, what is stopped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import by, string_set
from scanner.compare.forms import parse_json
from scanner.live.aws.kinds import WITHHELD, Item, Managed
from scanner.live.aws.table import Detail, Listing, by_id, computed, detail, field, tabled, tagged
from scanner.live.aws.wafv2 import ACL, ACLS, TAGS, as_blocks, form, same_blocks, scoped

if TYPE_CHECKING:
    from collections.abc import Hashable

    from scanner.live.aws.api import Api
    from scanner.model import Value

_TYPE = "aws_wafv2_web_acl"
# Shield Advanced adds this rule by itself, and takes it away.
_OF_SHIELD = re.compile(r"ShieldMitigationRuleGroup_\d{12}_")


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    mine = managed.of(_TYPE)
    for one in scoped(api, ACLS, "WebACLs"):
        known = mine.get(one["Id"])
        as_text = known is not None and bool(known.attributes.get("rule_json"))
        yield Item(one["Id"], {**one, "AsText": as_text})


def _acl(api: Api, item: Item) -> Mapping[str, Any]:
    raw = item.raw
    answer = api.call(ACL, Id=raw["Id"], Name=raw["Name"], Scope=raw["Scope"]) or {}
    return {**answer.get("WebACL", {}), "AsText": raw["AsText"]}


def _rules(raw: Any) -> list[Any]:
    return [one for one in raw.get("Rules") or () if not _OF_SHIELD.match(str(one.get("Name", "")))]


def _blocks(raw: Any) -> Any:
    # Rules are written as blocks or as one JSON text. What is known to be written as a text has no
    # blocks to compare.
    return WITHHELD if raw["AsText"] else [as_blocks(one) for one in _rules(raw)]


def _text(raw: Any) -> Any:
    if not raw["AsText"]:
        return None  # read, and nothing: rules ask whether there is such a text
    return json.dumps(_rules(raw), default=lambda one: one.decode("utf-8", "replace"))


def _rules_form(value: Value) -> Hashable:
    return form(as_blocks({"Rules": parse_json(value)}))


def _one(name: str) -> Callable[[Any], list[Value]]:
    def read(raw: Any) -> list[Value]:
        return [as_blocks(raw[name])] if raw.get(name) else []

    return read


def _bodies(raw: Any) -> list[dict[str, Value]]:
    return [
        {"key": key, "content": one.get("Content"), "content_type": one.get("ContentType")}
        for key, one in (raw.get("CustomResponseBodies") or {}).items()
    ]


def _association(raw: Any) -> list[dict[str, Value]]:
    found = (raw.get("AssociationConfig") or {}).get("RequestBody") or {}
    bodies = {kind.lower(): [as_blocks(one)] for kind, one in found.items()}
    return [{"request_body": [bodies]}] if bodies else []


READER = tabled(
    _TYPE,
    Listing((ACLS,), _items),
    key=by_id,
    fields=(
        field("name", "Name"),
        field("scope", "Scope"),
        field("description", "Description", default=""),
        computed("arn", "ARN"),
    ),
    details=(
        Detail(
            (ACL,),
            _acl,
            (
                field("default_action", _one("DefaultAction"), same_blocks),
                field("rule", _blocks, same_blocks, default=[]),
                field("rule_json", _text, by(_rules_form)),
                field("visibility_config", _one("VisibilityConfig"), same_blocks),
                field("token_domains", "TokenDomains", string_set, default=[]),
                field("custom_response_body", _bodies, same_blocks, default=[]),
                field("association_config", _association, same_blocks, default=[]),
                field("captcha_config", _one("CaptchaConfig"), same_blocks, default=[]),
                field("challenge_config", _one("ChallengeConfig"), same_blocks, default=[]),
                field(
                    "data_protection_config",
                    _one("DataProtectionConfig"),
                    same_blocks,
                    default=[],
                ),
                computed("capacity", "Capacity"),
            ),
        ),
        detail(TAGS, {"ResourceARN": "ARN"}, tagged("TagInfoForResource.TagList")),
    ),
    apply_only=("name_prefix",),
    import_id="{id}/{name}/{scope}",
)
