"""What the types of Elastic Load Balancing v2 share: operations, tags in batches, attributes by
name, and which load balancers and listeners are looked into.

Listeners, rules and targets can only be listed per load balancer, listener and target group. So
they are listed where something is managed, and everywhere only when nothing at all is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, Field, Listing, detail, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed
    from scanner.model import Value

_BATCH = 20  # DescribeTags takes no more ARNs at a time.


def describe(what: str, *gone: str) -> Operation:
    """``elasticloadbalancing:Describe<what>``. gone: codes of "does not exist"."""
    name = f"Describe{what}"
    return Operation("elbv2", name, (f"elasticloadbalancing:{name}",), gone=frozenset(gone))


BALANCERS = describe("LoadBalancers")
LISTENERS = Operation(
    "elbv2",
    "DescribeListeners",
    ("elasticloadbalancing:DescribeListeners",),
    gone=frozenset({"LoadBalancerNotFound"}),
)
RULES = describe("Rules", "ListenerNotFound")
GROUPS = describe("TargetGroups")
TAGS = describe(
    "Tags", "LoadBalancerNotFound", "ListenerNotFound", "RuleNotFound", "TargetGroupNotFound"
)


# ---- tags ----------------------------------------------------------------------------------


def batched(type_name: str, arn: str, listing: Listing) -> Listing:
    """The listing with ``"Batch"``: the ARNs whose tags are asked for together with an element's.

    arn: the element's field.
    """

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        found = list(listing.items(api, managed))
        known = managed.of(type_name)
        wanted = sorted(str(item.raw[arn]) for item in found if item.id in known)
        place = {one: at // _BATCH * _BATCH for at, one in enumerate(wanted)}
        for item in found:
            own = str(item.raw[arn])
            batch = wanted[place[own] :][:_BATCH] if own in place else [own]
            yield replace(item, raw={**item.raw, "Batch": batch})

    return Listing(listing.operations, items)


def tags_of(arn: str) -> Detail:
    """``tags`` and ``tags_all`` of what `batched` listed."""

    def answer(api: Api, item: Item) -> Any:
        found = api.call(TAGS, ResourceArns=item.raw["Batch"]) or {}
        for one in found.get("TagDescriptions", ()):
            if one.get("ResourceArn") == item.raw[arn]:
                return one
        return {}

    return Detail((TAGS,), answer, tagged())


# ---- attributes by name --------------------------------------------------------------------


def attributes(operation: Operation, parameter: str, fields: tuple[Field, ...]) -> Detail:
    """The call that answers ``[{Key, Value}]``; `fields` read with `flag`, `number` and `word`."""
    return detail(operation, {parameter: parameter}, fields, result="Attributes")


def word(key: str, otherwise: Value = None) -> Callable[[Any], Any]:
    """The text of an attribute. otherwise: where this kind of resource has no such attribute,
    which the provider records as its default."""

    def read(found: Sequence[Any]) -> Any:
        for one in found or ():
            if one.get("Key") == key:
                return one.get("Value")
        return otherwise

    return read


def flag(key: str, otherwise: Value = None) -> Callable[[Any], Any]:
    """An attribute that is true or false."""

    def read(found: Sequence[Any]) -> Any:
        said = word(key)(found)
        return otherwise if said is None else said == "true"

    return read


def number(key: str, otherwise: Value = None) -> Callable[[Any], Any]:
    """An attribute that is a number."""

    def read(found: Sequence[Any]) -> Any:
        said = word(key)(found)
        return int(said) if isinstance(said, str) and said.isdigit() else otherwise

    return read


# ---- where to look -------------------------------------------------------------------------


def _said(managed: Managed, type_name: str, attribute: str) -> set[str]:
    """The values of an attribute of managed resources."""
    values = (one.attributes.get(attribute) for one in managed.of(type_name).values())
    return {one for one in values if isinstance(one, str) and one}


def balancers_in_scope(api: Api, managed: Managed) -> list[str]:
    """ARNs of the load balancers whose listeners are listed."""
    every = {str(one.get("LoadBalancerArn")): one for one in api.items(BALANCERS, "LoadBalancers")}
    names = managed.of("aws_lb")
    wanted = _said(managed, "aws_lb_listener", "load_balancer_arn")
    if not (names or wanted or managed.of("aws_lb_listener_rule")):
        return list(every)
    return [
        arn for arn, one in every.items() if arn in wanted or one.get("LoadBalancerName") in names
    ]


def listeners(api: Api, arns: Iterable[str]) -> list[Any]:
    """The listeners of load balancers."""
    return [one for arn in arns for one in _items(api, LISTENERS, "Listeners", LoadBalancerArn=arn)]


def rules(api: Api, managed: Managed) -> list[Any]:
    """The rules of the listeners that are managed or have managed rules, with their listener."""
    wanted = {*managed.of("aws_lb_listener")}
    wanted |= _said(managed, "aws_lb_listener_rule", "listener_arn")
    if not wanted and not managed.of("aws_lb"):
        every = listeners(api, balancers_in_scope(api, managed))
        wanted = {str(one.get("ListenerArn")) for one in every}
    return [
        {**one, "ListenerArn": arn}
        for arn in sorted(wanted)
        for one in _items(api, RULES, "Rules", ListenerArn=arn)
        if not one.get("IsDefault")
    ]


def _items(api: Api, operation: Operation, key: str, **parameters: Any) -> Iterable[Any]:
    """The elements below something; none where that is gone."""
    from scanner.live.aws.api import Gone

    try:
        return api.items(operation, key, **parameters)
    except Gone:
        return ()


# ---- what listeners and rules do -----------------------------------------------------------


def _login(found: Any) -> dict[str, Any]:
    return {
        "authentication_request_extra_params": found.get("AuthenticationRequestExtraParams"),
        "on_unauthenticated_request": found.get("OnUnauthenticatedRequest"),
        "scope": found.get("Scope"),
        "session_cookie_name": found.get("SessionCookieName"),
        "session_timeout": found.get("SessionTimeout"),
    }


def _cognito(found: Any) -> dict[str, Any]:
    return {
        **_login(found),
        "user_pool_arn": found.get("UserPoolArn"),
        "user_pool_client_id": found.get("UserPoolClientId"),
        "user_pool_domain": found.get("UserPoolDomain"),
    }


def _oidc(found: Any) -> dict[str, Any]:
    return {
        **_login(found),
        "authorization_endpoint": found.get("AuthorizationEndpoint"),
        "client_id": found.get("ClientId"),
        "issuer": found.get("Issuer"),
        "token_endpoint": found.get("TokenEndpoint"),
        "user_info_endpoint": found.get("UserInfoEndpoint"),
    }


def _forward(found: Any) -> dict[str, Any]:
    sticky = found.get("TargetGroupStickinessConfig") or {}
    return {
        "target_group": [
            {"arn": one.get("TargetGroupArn"), "weight": one.get("Weight", 1)}
            for one in found.get("TargetGroups", ())
        ],
        "stickiness": [
            {"enabled": sticky.get("Enabled", False), "duration": sticky.get("DurationSeconds")}
        ]
        if sticky
        else [],
    }


def _redirect(found: Any) -> dict[str, Any]:
    names = ("Host", "Path", "Port", "Protocol", "Query", "StatusCode")
    return {
        "status_code" if name == "StatusCode" else name.lower(): found.get(name) for name in names
    }


def _fixed(found: Any) -> dict[str, Any]:
    return {
        "content_type": found.get("ContentType"),
        "message_body": found.get("MessageBody"),
        "status_code": found.get("StatusCode"),
    }


_CONFIGS: dict[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "authenticate_cognito": ("AuthenticateCognitoConfig", _cognito),
    "authenticate_oidc": ("AuthenticateOidcConfig", _oidc),
    "fixed_response": ("FixedResponseConfig", _fixed),
    "forward": ("ForwardConfig", _forward),
    "redirect": ("RedirectConfig", _redirect),
}


def actions(key: str) -> Callable[[Any], Any]:
    """The list of actions under `key` as the provider's blocks."""

    def read(raw: Any) -> list[dict[str, Any]]:
        return [
            {
                "type": one.get("Type"),
                "order": one.get("Order"),
                "target_group_arn": one.get("TargetGroupArn"),
                **{name: _block(one.get(at), build) for name, (at, build) in _CONFIGS.items()},
            }
            for one in raw.get(key, ())
        ]

    return read


def _block(found: Any, build: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    return [build(found)] if found else []


_TESTS = {
    "host_header": "HostHeaderConfig",
    "http_request_method": "HttpRequestMethodConfig",
    "path_pattern": "PathPatternConfig",
    "source_ip": "SourceIpConfig",
}


def conditions(raw: Any) -> list[dict[str, Any]]:
    """The conditions of a rule as the provider's blocks."""
    return [_condition(one) for one in raw.get("Conditions", ())]


def _condition(one: Any) -> dict[str, Any]:
    name = str(one.get("Field")).replace("-", "_")
    if name == "query_string":
        pairs = one.get("QueryStringConfig", {}).get("Values", ())
        return {name: [{"key": pair.get("Key"), "value": pair.get("Value")} for pair in pairs]}
    if name == "http_header":
        found = one.get("HttpHeaderConfig", {})
        header = found.get("HttpHeaderName")
        return {name: [{"http_header_name": header, "values": _values(found)}]}
    # Older answers have the values of hosts and paths beside the block.
    found = one.get(_TESTS.get(name, "")) or one
    return {name: [{"values": _values(found)}]}


def _values(found: Any) -> list[Any]:
    # Regular expressions are newer than the provider; they are not the values that it wrote.
    return [*found.get("Values", ()), *(f"regex:{one}" for one in found.get("RegexValues", ()))]
