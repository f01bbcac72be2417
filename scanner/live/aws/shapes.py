"""Answers as the blocks that Terraform writes: ``{"DeviceName": ..}`` as ``[{device_name: ..}]``.

Deeply nested settings are spelt alike in the API and in the provider, up to the capitals. What a
block holds is therefore said by names alone; what the API knows beyond them is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from scanner.compare import sparse
from scanner.live.aws.table import Source, value_at

_TOKEN = re.compile(r"\w+|[()]")
Spec = dict[str, "Spec | None"]

ZERO = sparse()
"""Inside of a block the provider's older SDK writes false and zero for what nobody set."""


def shaped(
    source: Source,
    spec: str,
    *,
    names: Mapping[str, str] | None = None,
    lower: bool = False,
    texts: Collection[str] = (),
) -> Callable[[Any], list[dict[str, Any]]]:
    """The blocks that an answer's object, or list of objects, stands for.

    spec: the block's attributes; blocks inside of it have theirs in parentheses:
        ``"device_name ebs(encrypted iops)"``.
    names: how the API spells an attribute where that is not the same words in capitals.
    lower: the API writes ``deviceName``.
    texts: attributes that Terraform keeps as text so that false and nothing differ.
    """
    given = names or {}
    tree = _parsed(iter(_TOKEN.findall(spec)))

    def spelt(name: str) -> str:
        if name in given:
            return given[name]
        camel = "".join(part.capitalize() for part in name.split("_"))
        return camel[0].lower() + camel[1:] if lower else camel

    def built(found: Any, inside: Spec) -> list[dict[str, Any]]:
        if not found:
            return []
        several = found if isinstance(found, (list, tuple)) else (found,)
        return [{name: _at(one, name, inner) for name, inner in inside.items()} for one in several]

    def _at(raw: Any, name: str, inner: Spec | None) -> Any:
        value = value_at(raw, spelt(name))
        if inner is not None:
            return built(value, inner)
        if isinstance(value, datetime):
            return moment(value)
        return _text(value) if name in texts else value

    return lambda raw: built(value_at(raw, source), tree)


def _parsed(tokens: Iterator[str]) -> Spec:
    found: Spec = {}
    last = ""
    for part in tokens:
        if part == ")":
            break
        if part == "(":
            found[last] = _parsed(tokens)
        else:
            last = part
            found[last] = None
    return found


def moment(value: datetime | None) -> str | None:
    """A time as Terraform writes it: ``2030-01-31T12:00:00Z``."""
    return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(value: Any) -> Any:
    """A flag or number as Terraform's text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)
