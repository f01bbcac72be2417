"""What the page can be filtered by, and how an element says what it is.

Rules, platforms and environments are numbered, since names may be any text: an element has
``data-r="3"``, and the choice for it in the form has both the number and the name. An element has
only what its group does not have already.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.outcome import Standing
from scanner.report.html.services import platform_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scanner.outcome import Report, Result

Attributes = dict[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Facets:
    """Each name with its number, and how many results have it, in the order of the form."""

    platforms: Mapping[str, int]
    rules: Mapping[str, int]
    environments: Mapping[str, int]
    standings: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def of_group(self, results: Sequence[Result]) -> Attributes:
        """The attributes of an element that holds these results, of one severity and platform."""
        first = results[0]
        rules = dict.fromkeys(str(self.rules[one.rule.id]) for one in results)
        return {
            "data_s": first.severity.value,
            "data_p": self.platforms[platform_of(first)],
            "data_r": " ".join(rules),
        }

    def of_row(self, result: Result) -> Attributes:
        """The attributes of the element of one result."""
        return {
            "data_e": " ".join(str(self.environments[name]) for name in result.environments)
            or None,
            "data_n": None if result.past is None else result.past.standing.value,
        }

    def of_row_alone(self, result: Result) -> Attributes:
        """The attributes of one whose severity and rule need not be those of its group."""
        return {
            "data_s": result.severity.value,
            "data_r": self.rules[result.rule.id],
            **self.of_row(result),
        }


def facets_of(report: Report, shown: Sequence[Result]) -> Facets:
    """The facets of the results that the page shows."""
    counts: Counter[tuple[str, str]] = Counter()
    for result in shown:
        counts["platform", platform_of(result)] += 1
        counts["rule", result.rule.id] += 1
        for name in set(result.environments):
            counts["environment", name] += 1
        if result.past is not None:
            counts["standing", result.past.standing.value] += 1
    environments = dict.fromkeys(report.environments)
    environments |= dict.fromkeys(name for one in shown for name in one.environments)
    return Facets(
        platforms=_numbered(sorted({name for kind, name in counts if kind == "platform"})),
        rules=_numbered(sorted({name for kind, name in counts if kind == "rule"})),
        environments=_numbered(list(environments)),
        standings=tuple(one.value for one in Standing if counts["standing", one.value]),
        counts=counts,
    )


def _numbered(names: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
