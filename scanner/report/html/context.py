"""What every part of the page needs of the run: facets, anchors, excerpts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scanner.model import Kind
from scanner.report.excerpt import excerpt, read_lines
from scanner.report.html.facets import facets_of
from scanner.report.masking import about_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scanner.outcome import Report, Result
    from scanner.report.excerpt import Excerpt
    from scanner.report.html.facets import Facets

WIDTH: Final = 160
MAX_EXCERPTS: Final = 10_000
"""Results beyond these have their place and no lines of it."""
AT_ONCE: Final = 100
"""So many results stand in a page of more than `ALL_AT_ONCE` when it opens; the rest follows."""
ALL_AT_ONCE: Final = 500


@dataclass(slots=True)
class Anchors:
    """Gives each result a name to link to, made of its identity."""

    taken: set[str] = field(default_factory=set)

    def take(self, identity: str) -> str:
        """A name that no other element of the page has."""
        from hashlib import sha256

        digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        name, number = f"f-{digest}", 1
        while name in self.taken:
            number += 1
            name = f"f-{digest}-{number}"
        self.taken.add(name)
        return name


@dataclass(frozen=True, slots=True)
class Context:
    """excerpts: by `id` of the result. shown: the results that have an element of their own.
    rule_anchors: where on the page the findings of a rule are, by the rule's id."""

    report: Report
    shown: Sequence[Result]
    facets: Facets
    excerpts: Mapping[int, Sequence[Excerpt]]
    anchors: Anchors = field(default_factory=Anchors)
    rule_anchors: dict[str, str] = field(default_factory=dict)

    @property
    def at_once(self) -> int:
        """How many results a section may show before it puts off the rest."""
        return len(self.shown) if len(self.shown) <= ALL_AT_ONCE else AT_ONCE


def context_of(report: Report) -> Context:
    """The context of a page about `report`. Files are read once, one after the other."""
    shown = [result for result in report.results if result.kind is not Kind.PASS]
    return Context(report, shown, facets_of(report, shown), _excerpts(report, shown))


def _excerpts(report: Report, shown: Sequence[Result]) -> dict[int, list[Excerpt]]:
    by_path: dict[str, list[Result]] = {}
    for result in shown[:MAX_EXCERPTS]:
        if result.drift is None:
            by_path.setdefault(result.location.path, []).append(result)
    found: dict[int, list[Excerpt]] = {}
    for path, results in by_path.items():
        lines = read_lines(report.read, path)
        for result in results if lines else ():
            secret = result.sensitive or about_secrets(result.rule)
            found[id(result)] = list(excerpt(lines, result.location, WIDTH, secret=secret))
    return found
