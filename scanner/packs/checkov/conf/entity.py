"""What a check is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scanner.model import Value


class EncodedObject(dict[str, Value]):
    """What a text holds as JSON, an object."""


class EncodedArray(list[Value]):
    """What a text holds as JSON, an array."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A resource for a check. kind: the family's, such as resource, data, provider or module.
    type: what checks are registered for; for Terraform without ``data.``. name: with the instance's
    key. unknown: the reasons why of top-level arguments and blocks that hold anything unknown, by
    name. encoded: top-level arguments and blocks that hold an `EncodedObject` or `EncodedArray`.
    decisive: what is unknown makes open what a check that names it says, whatever that is; else
    only where the check says that it does not know."""

    kind: str
    type: str
    name: str
    conf: dict[str, Value]
    unknown: Mapping[str, str]
    encoded: frozenset[str] = frozenset()
    decisive: bool = False
