"""The Common Weakness Enumeration as a taxonomy of SARIF: what the rules of a run are about.

Names come from scanner/schemas/cwe.txt; a weakness that is not in it, such as one that a user's
own rule names, has its number alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sarif_om import (
    MultiformatMessageString,
    ReportingDescriptor,
    ReportingDescriptorReference,
    ReportingDescriptorRelationship,
    ToolComponent,
    ToolComponentReference,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAME = "CWE"
GUID = "ffc64c90-42b6-44ce-8beb-f6b7dae649e5"
"""Of CWE in the taxonomies that the SARIF standard's authors publish; other tools name it, too."""


@cache
def names() -> Mapping[int, str]:
    """The names of weaknesses by their numbers."""
    text = (files("scanner") / "schemas" / "cwe.txt").read_text(encoding="utf-8")
    rows = (row.partition("\t") for row in text.splitlines()[1:])
    return {int(number): name for number, _, name in rows}


def reference() -> Any:
    """The taxonomy, as a driver says that it supports it."""
    return ToolComponentReference(name=NAME, guid=GUID, index=0)


def relationship(cwe: int, weaknesses: Mapping[int, int]) -> Any:
    """What ties a rule to its weakness: whatever the rule finds is an instance of that.

    weaknesses: the place of each in the taxonomy.
    """
    return ReportingDescriptorRelationship(
        target=ReportingDescriptorReference(
            id=str(cwe),
            index=weaknesses[cwe],
            tool_component=ToolComponentReference(name=NAME, guid=GUID, index=0),
        ),
        kinds=["superset"],
    )


def taxonomy(weaknesses: Iterable[int]) -> Any:
    """The part of CWE that `weaknesses` name, in their order."""
    return ToolComponent(
        name=NAME,
        guid=GUID,
        organization="MITRE",
        version=_version(),
        information_uri="https://cwe.mitre.org/",
        short_description=MultiformatMessageString(text="The Common Weakness Enumeration."),
        is_comprehensive=False,
        taxa=[_taxon(number) for number in weaknesses],
        language=None,
        contents=None,
    )


@cache
def _version() -> str:
    text = (files("scanner") / "schemas" / "cwe.txt").read_text(encoding="utf-8")
    return text.split("CWE ", 1)[1].split(",", 1)[0]


def _taxon(number: int) -> Any:
    name = names().get(number)
    return ReportingDescriptor(
        id=str(number),
        name=None if name is None else "".join(c for c in name.title() if c.isalnum()),
        short_description=MultiformatMessageString(text=f"{name or f'CWE-{number}'}."),
        help_uri=f"https://cwe.mitre.org/data/definitions/{number}.html",
    )
