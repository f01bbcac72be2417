"""Secrets compared by equality alone: what stands for each value is a keyed digest. Pure."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, Final

from scanner.drift.values import has_unknown
from scanner.model import Path, Value

Seal = Callable[[bytes], str]


_VALUES: Final = ("data", "stringData", "binaryData")


def declared(
    item: Mapping[str, Value], seal: Seal, *, plain: bool = False
) -> tuple[dict[str, Value], Mapping[Path, Path]]:
    """A Secret as the server stores it, its values sealed; and for each value that was written
    elsewhere than into ``data`` where it stands.

    plain: as Terraform's provider has it, with texts in ``data`` and base64 in ``binaryData``.
    """
    found = {name: value for name, value in item.items() if name not in _VALUES}
    data: dict[str, Value] = {}
    renamed: dict[Path, Path] = {}
    for name, value in _pairs(item.get("data")):
        if has_unknown(value):
            data[name] = value
        else:
            data[name] = seal(str(value).encode() if plain else _decoded(value))
    for name, value in _pairs(item.get("binaryData")) if plain else ():
        data[name] = value if has_unknown(value) else seal(_decoded(value))
        renamed["data", name] = ("binaryData", name)
    for name, value in _pairs(item.get("stringData")):
        data[name] = value if has_unknown(value) else seal(str(value).encode())
        renamed["data", name] = ("stringData", name)
    if data:
        found["data"] = data
    return found, renamed


def _pairs(value: Value) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        return []
    return [(name, inner) for name, inner in value.items() if inner is not None]


def _decoded(value: Value) -> bytes:
    text = str(value)
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return text.encode()
