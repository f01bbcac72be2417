"""What a check is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from scanner.model import Path, Value
from scanner.packs.checkov.conf.choices import NONE, Choices

CODE_ONLY: Final = frozenset({"connection", "lifecycle", "provisioner"})
"""What Terraform itself does with a resource: code says it and nothing else, so that a check which
asks for it judges code alone."""


class EncodedObject(dict[str, Value]):
    """What a text holds as JSON, an object."""


class EncodedArray(list[Value]):
    """What a text holds as JSON, an array."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A resource for a check.

    kind, type: the family's, such as resource, data, provider or module, and what checks are
    registered for; for Terraform without ``data.``. name: with the instance's key. conf: what a
    check is handed. unknown: the reasons why of top-level arguments and blocks that hold anything
    unknown, by name.

    Of Terraform alone: encoded, top-level arguments and blocks that hold an `EncodedObject` or
    `EncodedArray`. unread, of mappings within `conf`, by their path there, the names of what is not
    in them and may nonetheless be set: nobody read it. choices: what may be the platform's choice.

    Of Kubernetes alone: decisive, what is unknown makes open what a check that names it says,
    whatever that is; else only where the check says that it does not know.
    """

    kind: str
    type: str
    name: str
    conf: dict[str, Value]
    unknown: Mapping[str, str]
    encoded: frozenset[str] = frozenset()
    decisive: bool = False
    unread: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    choices: Choices = NONE


def existing(attributes: Mapping[str, Value], keys: Sequence[Any]) -> Path:
    """Steps into values, as far as they lead to something."""
    steps: list[str | int] = []
    value: Value = attributes
    for key in keys:
        is_key = isinstance(value, Mapping) and isinstance(key, str) and key in value
        # True is no index, though it counts as 1.
        is_index = isinstance(value, list) and type(key) is int and 0 <= key < len(value)
        if not (is_key or is_index):
            break
        value = value[key]
        steps.append(key)
    return tuple(steps)
