"""What Checkov's report calls a block of Terraform, and what its checks call the values in one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner.model import ABSENT, Path, Resource, Value

_INDEX: Final = re.compile(r"\[?(\d{1,6})\]?\Z")


def reported(resource: Resource, kind: str) -> str:
    """What Checkov's report calls it."""
    return name_of(resource, kind) if kind in ("provider", "module") else address_of(resource)


def address_of(resource: Resource) -> str:
    """A resource's address as Checkov writes it."""
    if resource.type.startswith("data."):
        head, _, tail = resource.address.rpartition(resource.type)
        return f"{head}{resource.type[5:]}{tail}"
    return resource.address


def name_of(resource: Resource, kind: str) -> str:
    """What a block is called among those of its type, with the instance's key."""
    address = resource.address
    if kind == "provider":
        name, dot, alias = address.rpartition("provider.")[2].partition(".")
        return f"{name}.{alias}" if dot else f"{name}.default"
    # The key of an instance may hold a dot.
    head, bracket, key = address.partition("[") if kind == "module" else _last(address)
    return f"{head.rpartition('.')[2]}{bracket}{key}"


def without_key(address: str) -> str:
    """An address without the key of the instance that it ends in."""
    return _last(address)[0]


def _last(address: str) -> tuple[str, str, str]:
    """The last part of an address: what stands before its key, the bracket, and the rest."""
    if address.endswith('"]'):
        # A quotation mark within a key is written with a backslash; a bracket may end it.
        start = address.rfind('["', 0, len(address) - 2)
    else:
        start = address.rfind("[") if address.endswith("]") else -1
    # What others wrote, such as a state, may end in any way.
    return (address[:start], "[", address[start + 1 :]) if start >= 0 else (address, "", "")


def path_of(resource: Resource, keys: Sequence[Any]) -> Path:
    """The place of the value that a check says it looked at; empty where it does not say.

    keys: paths as Checkov writes them, ``versioning/[0]/enabled``, indexes of the lists that it
    wraps values in among them. Of several the first that leads to a value counts, else the first.
    """
    paths = [_path(resource.attributes, key) for key in keys if isinstance(key, str)]
    return next((path for path, there in paths if there), paths[0][0] if paths else ())


def _written(value: Value) -> list[tuple[int, Value]]:
    """The items of a list that are there, with their indexes."""
    if not isinstance(value, list):
        return []
    return [(index, item) for index, item in enumerate(value) if item is not ABSENT]


def _path(attributes: Mapping[str, Value], key: str) -> tuple[Path, bool]:
    """A key as a path, and whether there is a value. What is not written is named all the same:
    that it is missing is what the check is about."""
    steps: list[str | int] = []
    value: Value = attributes
    there = True
    for part in filter(None, key.replace("[", "/[").split("/")):
        index = _INDEX.match(part)
        if index is not None:
            number = int(index[1])
            there_are = _written(value)
            # Else it counts in the list of one that Checkov wraps a value in.
            if number < len(there_are):
                number, value = there_are[number]
                steps.append(number)
            continue
        first = next(iter(_written(value)), None)
        if first is not None and isinstance(first[1], Mapping):
            number, value = first
            steps.append(number)
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif there and not isinstance(value, (Mapping, list)):
            break  # into a text, such as a policy's
        else:
            value, there = {}, False
        steps.append(part)
    return tuple(steps), there
