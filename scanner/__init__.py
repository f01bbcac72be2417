"""trueup: one rulebook for infrastructure as declared, recorded and live.

This is the vocabulary of a rule's author; a rule file needs nothing else but `scanner.shapes`::

    from scanner import HIGH, rule

`rule` keeps no registry: it returns a `Rule`, which `scanner.rulebook` finds in the file under
the name ``check``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from scanner.model import Level, Resource, Rule, RuleBody, Unknown, Value, Violation
from scanner.version import __version__
from scanner.views import View

CRITICAL = Level.CRITICAL
HIGH = Level.HIGH
MEDIUM = Level.MEDIUM
LOW = Level.LOW

__all__ = [
    "CRITICAL",
    "HIGH",
    "LOW",
    "MEDIUM",
    "Resource",
    "Rule",
    "Unknown",
    "View",
    "Violation",
    "__version__",
    "rule",
]


def rule(
    *,
    on: str | Sequence[str],
    severity: Level,
    fix: str,
    bad: Sequence[str],
    good: Sequence[str],
    aliases: Sequence[str] = (),
    related_ids: Sequence[str] = (),
    cwe: int | None = None,
    confidence: Level = Level.HIGH,
    references: Sequence[str] = (),
    parameters: Mapping[str, Value] | None = None,
    code_only: bool = False,
) -> Callable[[Callable[[View], Iterator[Violation] | None]], Rule]:
    """Turn a check function into a rule; the file's name and docstring give the rest.

    on: resource types, also as prefix patterns (``"aws_*"``). fix: one sentence that says what to
    do. bad, good: examples in the language of the rule's platform; they are the rule's tests and
    its documentation. A line of a bad example that ends in ``# here`` (or follows a line
    ``# here``) is where the violation must be found. code_only: it is about how the code is
    written, so what is recorded or live cannot break it. See CONTRIBUTING.md.
    """

    def decorate(check: Callable[[View], Iterator[Violation] | None]) -> Rule:
        body = RuleBody(check, fix, "", cwe, tuple(references), tuple(bad), tuple(good))
        return Rule(
            id="",
            on=(on,) if isinstance(on, str) else tuple(on),
            severity=severity,
            body=lambda: body,
            confidence=confidence,
            aliases=tuple(aliases),
            related_ids=tuple(related_ids),
            parameters=dict(parameters or {}),
            code_only=code_only,
        )

    return decorate
