"""What the types of WAF share: lists of both scopes, rules as Terraform's blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import Same, by, empty, text
from scanner.compare.forms import MAX_DEPTH, TooDeepError
from scanner.live.aws.api import required
from scanner.live.aws.operations import Operation
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Value

NO_ITEM = frozenset({"WAFNonexistentItemException"})
ACLS = Operation("wafv2", "ListWebACLs")
ACL = Operation("wafv2", "GetWebACL", gone=NO_ITEM)
IP_SETS = Operation("wafv2", "ListIPSets")
IP_SET = Operation("wafv2", "GetIPSet", gone=NO_ITEM)
TAGS = Operation("wafv2", "ListTagsForResource", gone=NO_ITEM)
OF_RESOURCE = Operation("wafv2", "GetWebACLForResource", gone=NO_ITEM)
RESOURCES = Operation("wafv2", "ListResourcesForWebACL", gone=NO_ITEM)

_GLOBAL_REGION = "us-east-1"
_PAGE = 100


def scoped(api: Api, operation: Operation, key: str) -> Iterator[Mapping[str, Any]]:
    """Everything in the list `key` of this region, with its scope; what is CloudFront's belongs
    to us-east-1. botocore knows no pages of WAF's lists."""
    for scope in ("REGIONAL", "CLOUDFRONT") if api.region == _GLOBAL_REGION else ("REGIONAL",):
        marker: dict[str, str] = {}
        while True:
            answer = api.call(operation, Scope=scope, Limit=_PAGE, **marker) or {}
            found = answer.get(key) or ()
            for one in found:
                yield {**one, "Scope": scope, "Id": required(one, "Id")}
            following = answer.get("NextMarker")
            # WAF may bring a marker on the last page too; the next one is empty then.
            if not following or not found:
                break
            if following == marker.get("NextMarker"):
                raise NotRead(f"{operation.label}: the list was cut short")
            marker = {"NextMarker": str(following)}


# ---- rules ---------------------------------------------------------------------------------

_RENAMED = {
    "CloudWatchMetricsEnabled": "cloudwatch_metrics_enabled",
    "CustomKeys": "custom_key",
    "DataProtections": "data_protection",
    "InsertHeaders": "insert_header",
    "ResponseHeaders": "response_header",
    "RuleActionOverrides": "rule_action_override",
    "RuleLabels": "rule_label",
    "Statements": "statement",
    "TextTransformations": "text_transformation",
}
_TIMES = frozenset({"CaptchaConfig", "ChallengeConfig"})
_IDENTIFIERS = frozenset({"AddressFields", "PhoneNumberFields"})


def as_blocks(said: Any, depth: int = MAX_DEPTH) -> Value:
    """An object of the API as Terraform's block: names in snake case, each object a list of one.

    The provider's schema of a web ACL is the API's, but for the names in `_RENAMED`.
    """
    from botocore import xform_name

    if depth <= 0:
        raise NotRead("a rule is nested too deep")
    if isinstance(said, Mapping):
        return {
            _RENAMED.get(name) or xform_name(name): _value(name, one, depth - 1)
            for name, one in said.items()
        }
    if isinstance(said, bytes):
        return said.decode("utf-8", "replace")
    plain: Value = said
    return plain


def _value(name: str, said: Any, depth: int) -> Value:
    if name in _IDENTIFIERS:
        return [{"identifiers": [one.get("Identifier") for one in said]}]
    if isinstance(said, Mapping):
        # An empty action or field means all of it; empty times mean those of the web ACL.
        return [as_blocks(said, depth)] if said or name not in _TIMES else []
    if isinstance(said, (list, tuple)):
        return [as_blocks(one, depth) for one in said]
    return as_blocks(said, depth)


def form(value: Value, depth: int = MAX_DEPTH) -> Hashable:
    """What counts of a block: no nulls, and neither false nor 0, which the provider records for
    what is not said; an empty block says something. No list of WAF has a meaningful order."""
    if depth <= 0:
        raise TooDeepError
    if isinstance(value, Mapping):
        return frozenset(
            (name, form(one, depth - 1))
            for name, one in value.items()
            if not (empty(one) or one is False or one == 0 or _says(name, one) is None)
        )
    if isinstance(value, (list, tuple)):
        # A null stands for an empty block.
        counted = Counter(form({} if one is None else one, depth - 1) for one in value)
        return frozenset(counted.items())
    return text(value)


def _says(name: str, value: Value) -> Value:
    """None for what AWS writes where nothing is said."""
    return None if (name, value) == ("evaluation_window_sec", 300) else value


same_blocks: Same = by(form)
"""Blocks of a web ACL."""
