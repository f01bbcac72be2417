"""A statement of a function's policy: who may invoke it.

Asked of the functions that Terraform manages or grants something on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import case_insensitive, principal
from scanner.live.aws.api import Gone
from scanner.live.aws.functions import in_scope, parts, read, same_function, within
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, Source, field, tabled
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

POLICY = read("GetPolicy", missing="absent")
_KEY = within("/", "statement_id", "qualifier")


def _asked(managed: Managed) -> Iterable[tuple[str, str]]:
    """(function, qualifier) of the policies to be read."""
    for name in in_scope(managed, "aws_lambda_permission"):
        yield name, ""
    for resource in managed.of("aws_lambda_permission").values():
        qualifier = resource.attributes.get("qualifier")
        if isinstance(qualifier, str) and qualifier:
            yield parts(resource.attributes.get("function_name"))[0], qualifier


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for name, qualifier in dict.fromkeys(_asked(managed)):
        for one in _statements(api, name, qualifier):
            raw = {**one, "Function": name, "Qualifier": qualifier}
            yield Item("/".join((name, str(one.get("Sid")), qualifier)).rstrip("/"), raw)


def _statements(api: Api, name: str, qualifier: str) -> Iterable[Mapping[str, Any]]:
    asked = {"FunctionName": name} | ({"Qualifier": qualifier} if qualifier else {})
    try:
        answer = api.call(POLICY, **asked)
        found = json.loads(answer["Policy"]) if answer else {}
    except Gone:
        return []
    except (KeyError, ValueError) as error:
        raise NotRead(f"the policy of {name} is no JSON") from error
    statements = found.get("Statement", [])
    return [statements] if isinstance(statements, dict) else list(statements)


def _principal(raw: Any) -> Any:
    found = raw.get("Principal")
    return next(iter(found.values()), None) if isinstance(found, dict) else found


def _condition(name: str) -> Source:
    """The value that any operator tests a key for."""

    def read_condition(raw: Any) -> Any:
        for tests in (raw.get("Condition") or {}).values():
            for key, value in tests.items():
                if key.lower() == name.lower():
                    return value
        return None

    return read_condition


READER = tabled(
    "aws_lambda_permission",
    Listing((POLICY,), _items),
    key=_KEY,
    fields=(
        field("statement_id", "Sid"),
        field("function_name", "Function", same_function),
        field("qualifier", "Qualifier", default=""),
        field("action", "Action", case_insensitive),
        field("principal", _principal, principal),
        field("event_source_token", _condition("lambda:EventSourceToken")),
        field("function_url_auth_type", _condition("lambda:FunctionUrlAuthType")),
        field("principal_org_id", _condition("aws:PrincipalOrgID")),
        field("source_account", _condition("aws:SourceAccount")),
        field("source_arn", _condition("aws:SourceArn")),
    ),
    apply_only=("statement_id_prefix",),
    import_id="{function_name}/{statement_id}",
)
