"""Instances as JSON: all of them with their values, or an overview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from scanner.model import Location, Resource
from scanner.terraform.explain.explanation import Explanation
from scanner.terraform.explain.links import NOTHING, Link
from scanner.terraform.explain.shown import Shown, count_unknown, shown


def dump(resources: Iterable[Resource]) -> Shown:
    """``{address: {"type", "attributes", "location"}}`` of what some plan could contain."""
    found: dict[str, Shown] = {}
    for resource in resources:
        if not resource.not_instantiated:
            # Of two declarations of one address the first counts; that is reported as an error.
            found.setdefault(
                resource.address,
                {
                    "type": resource.type,
                    "attributes": attributes(resource),
                    "location": place(resource.source.locate(())),
                },
            )
    return found


def attributes(resource: Resource) -> Shown:
    """The shown attributes of a resource."""
    return {
        name: shown(value, (name,), resource.sensitive)
        for name, value in resource.attributes.items()
    }


def overview(resources: Iterable[Resource]) -> list[Shown]:
    """Each instance with its place and how many of its values are unknown."""
    return [
        {
            "address": one.address,
            "type": one.type,
            "location": place(one.source.locate(())),
            "unknown": unknown_values(one),
            "instantiated": not one.not_instantiated,
        }
        for one in resources
    ]


def unknown_values(resource: Resource) -> int:
    """How many values of a resource nobody knows."""
    return sum(
        count_unknown(value, (name,), resource.sensitive)
        for name, value in resource.attributes.items()
    )


def place(location: Location | None) -> Shown:
    """A location as JSON."""
    return None if location is None else asdict(location)


def explanations(found: Iterable[Explanation]) -> list[Shown]:
    """Explanations as JSON."""
    return [
        {
            "address": one.address,
            "type": one.type,
            "location": place(one.location),
            "calls": [
                {"address": call.address, "location": place(call.location)} for call in one.calls
            ],
            "existence": list(one.existence),
            "repeated": None if one.repeated is None else link(one.repeated),
            "values": [link(entry) for entry in one.entries],
        }
        for one in found
    ]


def link(one: Link) -> Shown:
    """A link of a chain as JSON, with those it came from; without what it has not got."""
    found: dict[str, Shown] = {"name": one.name}
    if one.value is not NOTHING:
        found["value"] = one.value
    found["location"] = place(one.location)
    for key, text in (("expression", one.expression), ("origin", one.origin), ("note", one.note)):
        if text:
            found[key] = text
    found["from"] = [link(inner) for inner in one.links]
    return found
