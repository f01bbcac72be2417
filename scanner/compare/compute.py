"""Comparators of what machines and containers are started with, and of times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final

from scanner.compare.forms import (
    MAX_DEPTH,
    MAX_TEXT,
    Same,
    TooDeepError,
    by,
    empty,
    frozen,
    parse_json,
    text,
)
from scanner.model import Value

_SHA1 = re.compile(r"[0-9a-f]{40}")


def _fingerprint(value: Value) -> Hashable:
    """SHA-1 of user data, as the provider keeps it; what is such a sum already stays."""
    import base64
    import binascii
    import contextlib
    import hashlib

    if not isinstance(value, str) or len(value) > MAX_TEXT:
        return frozen(value)
    if _SHA1.fullmatch(value):
        return value
    data = value.encode()
    with contextlib.suppress(binascii.Error, ValueError):
        # Nobody writes a script that happens to be strict base64; the provider guesses alike.
        data = base64.b64decode(data, validate=True)
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


user_data: Final[Same] = by(_fingerprint)
"""User data as text, in base64, or as the SHA-1 sum that the state holds of it."""


def _public_key(value: Value) -> Hashable:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        return frozen(value)
    return tuple(value.split()[:2])


ssh_public_key: Final[Same] = by(_public_key)
"""A public key in OpenSSH's format, whatever comment follows it."""


def _timestamp(value: Value) -> Hashable:
    from datetime import UTC, datetime

    if not isinstance(value, str) or len(value) > 64:
        return frozen(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


timestamp: Final[Same] = by(_timestamp)
"""A time in any of ISO 8601's spellings: ``12:00:00Z``, ``12:00:00.000Z``, ``13:00:00+01:00``."""


# ---- containers ----------------------------------------------------------------------------

_DEFAULTS: Final[Mapping[str, Value]] = {
    "cpu": 0,
    "essential": True,
    "hostport": 0,
    "protocol": "tcp",
}
"""What ECS fills in."""

_SETS: Final = frozenset({"", "environment", "secrets", "portmappings", "environmentfiles"})
_FREE: Final = frozenset({"dockerlabels", "options"})


def container_definitions(expected: Value, live: Value) -> bool:
    """Container definitions of a task, as JSON text or as data: without what ECS fills in.

    Not symmetric: a live ``"hostPort": null`` says that the host's port is the container's own
    (network mode awsvpc), whether or not the definition repeats it.
    """
    one, other = parse_json(expected), parse_json(live)
    own = {port for port, mapping in _ports(other) if mapping.get("hostPort", 0) is None}
    if own:
        one = _without_host_ports(one, own)
    return _SAME(one, other)


def _ports(containers: Value) -> Iterator[tuple[Hashable, Mapping[str, Value]]]:
    """((container, port), mapping) of every port mapping."""
    for container in containers if isinstance(containers, list) else ():
        for mapping in _mappings(container):
            if isinstance(mapping, Mapping):
                yield (_leaf(container.get("name")), _leaf(mapping.get("containerPort"))), mapping


def _mappings(container: Value) -> Sequence[Value]:
    found = container.get("portMappings") if isinstance(container, Mapping) else None
    return found if isinstance(found, list) else ()


def _without_host_ports(containers: Value, own: set[Hashable]) -> Value:
    repeated = {
        id(mapping)
        for port, mapping in _ports(containers)
        if port in own and _leaf(mapping.get("hostPort")) == _leaf(mapping.get("containerPort"))
    }
    if not repeated:
        return containers
    return [
        {
            **container,
            "portMappings": [
                {**mapping, "hostPort": 0} if id(mapping) in repeated else mapping
                for mapping in _mappings(container)
            ],
        }
        if _mappings(container)
        else container
        for container in containers
    ]


def _plain(value: Value, name: str = "", depth: int = MAX_DEPTH) -> Hashable:
    """Without what is empty or says the default; names without their case, as the SDK reads
    them; sets in any order."""
    if depth <= 0:
        raise TooDeepError
    if isinstance(value, Mapping):
        return ("map", frozenset(_entries(value, name, depth)))
    if isinstance(value, (list, tuple)):
        items = [_plain(item, name or "container", depth - 1) for item in value]
        return frozenset(Counter(items).items()) if name in _SETS else ("list", tuple(items))
    return _leaf(value)


def _entries(value: Mapping[str, Value], name: str, depth: int) -> Iterator[Hashable]:
    for key, item in value.items():
        known = key if name in _FREE else key.lower()
        default = known in _DEFAULTS and text(_DEFAULTS[known]) == _leaf(item)
        if not (empty(item) or default):
            yield known, _plain(item, known, depth - 1)


def _leaf(value: Value) -> Hashable:
    return None if isinstance(value, (Mapping, list, tuple)) else text(value)


_SAME: Final[Same] = by(_plain)
