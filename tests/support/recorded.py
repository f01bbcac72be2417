"""The recorded stack: what the real provider wrote, and what differs from it in a live view."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from scanner.live.aws.kinds import reader_for
from scanner.live.aws.ownership import OWNED_ELSEWHERE
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown, Value
from scanner.projection import NO_DEFAULT, Attribute, AttributeKind, LiveView

RECORDED = Path(
    os.environ.get("TRUEUP_RECORDED") or Path(__file__).parents[1] / "live" / "recorded"
)
NOWHERE = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)
NOTHING: tuple[Value, ...] = (None, "", [], {})


STACK_TYPES = tuple(sorted(json.loads((RECORDED / "schema.json").read_text())))
"""What the stack is about; the other resources of it are there for these."""


class Stack:
    """`answers` and `state` of ``recorded/stack.json``, without what only surrounds it."""

    def __init__(self) -> None:
        recorded = json.loads((RECORDED / "stack.json").read_text())
        self.answers: dict[str, Any] = recorded["answers"]
        self.state: list[dict[str, Any]] = [
            one for one in recorded["state"] if one["type"] in STACK_TYPES
        ]

    def id(self, address: str) -> str:
        """The recorded id of a resource."""
        return next(str(one["attributes"]["id"]) for one in self.state if one["address"] == address)

    @property
    def addresses(self) -> set[str]:
        """Every recorded address."""
        return {one["address"] for one in self.state}

    def rule_id(self, address: str) -> str:
        """AWS's own id of a recorded security group rule."""
        return next(
            str(one["attributes"]["security_group_rule_id"])
            for one in self.state
            if one["address"] == address
        )

    def resources(self) -> list[Resource]:
        """The recorded resources."""
        return [resource(one) for one in self.state]

    def differences(self, view: LiveView) -> list[str]:
        """``address: attribute`` of everything that differs, is missing or was not read."""
        found: list[str] = []
        by_key = {(one.type, one.id): one for one in view.resources}
        for resource in self.resources():
            reader = reader_for(resource.type)
            if reader is None:
                continue
            there = by_key.pop((resource.type, reader.projection.key(resource)), None)
            if there is None:
                found.append(f"{resource.address}: missing")
                continue
            for row in reader.projection.attributes:
                # Live tags are those of the resource and of the provider together.
                if row.kind in NOWHERE or row.path == "tags" or self._owned(resource, row.path):
                    continue
                now = value_at(there.attributes, row.path)
                expected = value_at(resource.attributes, row.path)
                if isinstance(now, Unknown) or not equal(row, expected, now):
                    found.append(f"{resource.address}: {row.path}")
        found += [f"{one.type} {one.id}: unmanaged" for one in by_key.values()]
        return found + [f"{one.type} {one.id}: {one.reason}" for one in view.unread]

    def _owned(self, resource: Resource, path: str) -> bool:
        return any(
            owned.type == resource.type
            and owned.attribute == path.split(".")[0]
            and any(
                other["type"] == owned.by
                and other["attributes"][owned.child] == resource.attributes[owned.parent]
                and all(other["attributes"][name] == one for name, one in owned.where.items())
                for other in self.state
            )
            for owned in OWNED_ELSEWHERE
        )


class Family:
    """``recorded/families/NAME.json``, see tests/live/oracle/family.py."""

    def __init__(self, name: str) -> None:
        recorded = json.loads((RECORDED / "families" / f"{name}.json").read_text())
        self.name = name
        self.answers: dict[str, Any] = recorded["answers"]
        self.state: list[dict[str, Any]] = recorded["state"]
        self.changes: list[dict[str, Any]] = recorded["changes"]

    def resources(self) -> list[Resource]:
        """The recorded resources."""
        return [resource(one) for one in self.state]


def families() -> list[str]:
    """Every recorded family."""
    return sorted(path.stem for path in (RECORDED / "families").glob("*.json"))


def resource(one: dict[str, Any]) -> Resource:
    """A resource of a recorded state."""
    return Resource(
        one["type"],
        one["address"],
        one["attributes"],
        Origin.STATE,
        LiveSource(one["address"]),
        ".",
        id=one["attributes"].get("id"),
    )


def value_at(attributes: Any, path: str) -> Value:
    """The value at a row's path, through single blocks."""
    value: Value = attributes
    for name in path.split("."):
        if isinstance(value, list):
            value = value[0] if value else {}
        value = value.get(name) if isinstance(value, dict) else None
    return value


def equal(row: Attribute, expected: Value, there: Value) -> bool:
    """Whether a row agrees, with null and empty as one and the default for what is not set."""
    if (expected in NOTHING and there in NOTHING) or row.same(expected, there):
        return True
    return expected in NOTHING and row.default is not NO_DEFAULT and row.same(row.default, there)
