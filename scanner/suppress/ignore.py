"""An ignore as it was found, whoever's spelling it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scanner.model import Diagnostic, DiagnosticLevel, Location, Resource, Rule, Value

DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(slots=True, eq=False)
class Ignore:
    """One ignore as found: the lines it covers, the object that carries it, or the whole file.

    rules: None for every rule. foreign: another scanner's, of which nobody expects a finding here.
    exact: it covers findings on its line alone, not those in the block that begins there.
    """

    rules: frozenset[str] | None
    reason: str
    until: str | None
    location: Location
    target: int = 0
    resource: Resource | None = None
    whole_file: bool = False
    foreign: bool = False
    exact: bool = False
    used: bool = False

    def covers(self, rule: Rule) -> bool:
        """Whether it names the rule; remembers that it was of use."""
        if self.rules is None or rule.id in self.rules or not self.rules.isdisjoint(rule.aliases):
            self.used = True
            return True
        return False


def note(code: str, message: str, location: Location | None) -> Diagnostic:
    """A note about an ignore or waiver, at its line."""
    path, line = (location.path, location.start_line) if location else (None, None)
    return Diagnostic(DiagnosticLevel.NOTE, code, message, path, line)


def annotations_of(resource: Resource) -> Mapping[str, Value]:
    """Those of a Kubernetes object."""
    metadata = resource.attributes.get("metadata")
    found = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) else {}
