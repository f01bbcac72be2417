"""Comparators of what load balancers do with requests.

Defaults: the provider's documentation of aws_lb_listener and aws_lb_listener_rule, and
docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html and its
neighbours.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from scanner.compare.forms import (
    MAX_DEPTH,
    Same,
    TooDeepError,
    by,
    elements,
    empty,
    frozen,
    text,
)
from scanner.model import Value

_LOGIN = {
    "on_unauthenticated_request": "authenticate",
    "scope": "openid",
    "session_cookie_name": "AWSELBAuthSessionCookie",
    "session_timeout": 604800,
}
_DEFAULTS: Final[Mapping[str, Mapping[str, Value]]] = {
    "redirect": {
        "host": "#{host}",
        "path": "/#{path}",
        "port": "#{port}",
        "protocol": "#{protocol}",
        "query": "#{query}",
    },
    "authenticate_cognito": _LOGIN,
    "authenticate_oidc": _LOGIN,
}


def _single(value: Value) -> Mapping[str, Value]:
    found = elements(value)
    return found[0] if found and isinstance(found[0], Mapping) else {}


def _actions(value: Value) -> Hashable:
    """The actions in their order; the numbers themselves only sort them."""
    found = list(enumerate(elements(value), 1))
    return tuple(_action(one) for _, one in sorted(found, key=_position))


def _position(numbered: tuple[int, Value]) -> float:
    place, action = numbered
    order = action.get("order") if isinstance(action, Mapping) else None
    return order if isinstance(order, (int, float)) and order > 0 else place


def _action(action: Value) -> Hashable:
    if not isinstance(action, Mapping):
        return frozen(action)
    kind = text(action.get("type"))
    if kind == "forward":
        return kind, _forward(action)
    name = kind.replace("-", "_") if isinstance(kind, str) else ""
    said = {one: item for one, item in _single(action.get(name)).items() if not empty(item)}
    # No answer ever holds the secret of a client.
    said.pop("client_secret", None)
    return kind, frozen({**_DEFAULTS.get(name, {}), **said})


def _forward(action: Mapping[str, Value]) -> Hashable:
    """One target group may be written as ``target_group_arn`` or as a block; answers have both."""
    block = _single(action.get("forward"))
    groups = frozenset(
        (text(one.get("arn")), text(1 if empty(one.get("weight")) else one.get("weight")))
        for one in elements(block.get("target_group"))
        if isinstance(one, Mapping)
    )
    alone = frozenset({(text(action.get("target_group_arn")), "1")})
    sticky = _single(block.get("stickiness"))
    seconds = frozen(sticky.get("duration")) if sticky.get("enabled") is True else None
    return groups or alone, seconds


listener_actions: Final[Same] = by(_actions)
"""``default_action`` and ``action`` blocks of listeners and their rules."""


def _conditions(value: Value) -> Hashable:
    found: set[Hashable] = set()
    for condition in elements(value):
        if not isinstance(condition, Mapping):
            found.add(frozen(condition))
            continue
        for name, blocks in condition.items():
            if not empty(blocks):
                found.add((name, frozenset(_tested(name, one) for one in elements(blocks))))
    return frozenset(found)


def _tested(name: str, block: Value) -> Hashable:
    if not isinstance(block, Mapping) or name == "query_string":
        return frozen(block)
    # Hosts, and the names and values of headers, have no case.
    fold = name in ("host_header", "http_header")
    values = (frozen(one) for one in elements(block.get("values")))
    header = text(block.get("http_header_name"))
    return (
        header.lower() if isinstance(header, str) else header,
        frozenset(one.lower() if fold and isinstance(one, str) else one for one in values),
    )


listener_conditions: Final[Same] = by(_conditions)
"""``condition`` blocks of a listener rule, and their values, in any order."""


def _logs(value: Value) -> Hashable:
    block = _single(value)
    if text(block.get("enabled")) != "true":
        return "off"
    return frozen({name: block.get(name) for name in ("bucket", "prefix")})


delivery_logs: Final[Same] = by(_logs)
"""``access_logs`` and ``connection_logs``: where they go counts only when they are on."""


def _addresses(value: Value) -> Hashable:
    """Subnets by themselves are the attribute ``subnets``; what counts here is a fixed address."""
    names = ("allocation_id", "ipv6_address", "private_ipv4_address")
    found: set[Hashable] = set()
    for one in elements(value):
        if not isinstance(one, Mapping):
            found.add(frozen(one))
        elif any(not empty(one.get(name)) for name in names):
            found.add(frozen({name: one.get(name) for name in ("subnet_id", *names)}))
    return frozenset(found)


subnet_addresses: Final[Same] = by(_addresses)
"""``subnet_mapping`` blocks of a load balancer, as far as they fix an address."""


def _sticky(value: Value) -> Hashable:
    block = _single(value)
    if text(block.get("enabled")) != "true":
        return "off"
    names = ("type", "cookie_name")
    # A kind without a cookie is recorded with one that lasts no time.
    return frozen({name: block.get(name) for name in names}), text(
        block.get("cookie_duration") or 0
    )


target_stickiness: Final[Same] = by(_sticky)
"""The ``stickiness`` block of a target group: what it would do counts only when it is on."""


def _said(value: Value, depth: int = MAX_DEPTH) -> Value:
    """The value without blocks that say nothing."""
    if depth <= 0:
        raise TooDeepError
    if isinstance(value, Mapping):
        found = {name: _said(item, depth - 1) for name, item in value.items()}
        return {name: item for name, item in found.items() if not empty(item)}
    if isinstance(value, (list, tuple)):
        return [item for item in (_said(one, depth - 1) for one in value) if not empty(item)]
    return value


nested_blocks: Final[Same] = by(lambda value: frozen(_said(value) or None))
"""Single blocks with single blocks inside; one that holds nothing but nulls is none."""
