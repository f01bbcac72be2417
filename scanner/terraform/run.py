"""What the evaluation of one root shares: options, the work left to it, memoised Unknowns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scanner.hcl.tree import Node
from scanner.model import Unknown
from scanner.terraform.moves import Moves
from scanner.terraform.options import TerraformOptions
from scanner.terraform.values import LimitHit, Value, census, join

if TYPE_CHECKING:
    from scanner.terraform.library import Library
    from scanner.terraform.reports import Reports
    from scanner.terraform.scopes import Scope

# Each level of an expression takes two to three frames of Python's default thousand.
MAX_DEPTH = 220
MAX_WORK = 1_000_000
MAX_INSTANCES = 10_000
# Of all that one root expands, and of all that it emits.
MAX_ALL_INSTANCES = 30_000
MAX_RESOURCES = 40_000
# Calls that each call several others multiply: instances of modules in one root.
MAX_MODULES = 10_000


Evaluate = Callable[[Node, "Scope"], Value]


class Run:
    """The evaluation of one root. Not shared between threads.

    evaluate: `scanner.terraform.expressions.evaluate`, handed down so that what it is made of
        need not import it.
    reports: where its diagnostics go, when not to those of the library: of an environment.
    """

    def __init__(
        self,
        library: Library,
        options: TerraformOptions,
        evaluate: Evaluate,
        reports: Reports | None = None,
    ) -> None:
        self.library = library
        self.files = library.files
        self.reports = library.reports if reports is None else reports
        self.evaluate = evaluate
        self.options = options
        self.depth = 0
        self.work = 0
        self.instances = 0
        self.modules = 0
        self.exhausted = False
        # The paths of calls whose module's declarations have been emitted.
        self.declared: set[tuple[str, ...]] = set()
        self.ephemerals = False
        self.moves = Moves()
        self._memo: dict[object, Unknown] = {}
        # Unknowns are told apart by id(): whoever is a key must not be collected.
        self._kept: list[Unknown] = []

    def error(
        self, code: str, message: str, path: str | None = None, line: int | None = None
    ) -> None:
        """Report what makes the run incomplete."""
        self.reports.error(code, message, path, line)

    def note(
        self, code: str, message: str, path: str | None = None, line: int | None = None
    ) -> None:
        """Report what is only worth counting."""
        self.reports.note(code, message, path, line)

    def limit(self, limit: LimitHit, name: str, path: str, line: int) -> None:
        """Report that `name` is too large. What concerns the whole root is reported once."""
        if limit.code == "limit-work":
            if self.exhausted:
                return
            self.exhausted = True
        self.error(limit.code, f"{name}: {limit}; the result is incomplete", path, line)

    def spend(self, amount: int) -> None:
        """Count work done (elements made); raises LimitHit when this root has had its share."""
        self.work += amount
        if self.work > MAX_WORK:
            raise LimitHit(
                "limit-work",
                f"evaluating this root takes more than {MAX_WORK:,} steps",
            )

    def spend_on(self, value: Value) -> None:
        """Count the work of a walk over `value`, or of having made it."""
        if type(value) is str:
            if len(value) > 10_000:
                self.spend(len(value) // 100)
        elif isinstance(value, list | dict) and value:
            visits = census(value).visits
            if visits > 100:
                self.spend(visits // 2)

    def derived(
        self,
        key: object,
        source: Unknown,
        *others: Value,
        reference: str | None = None,
        reason: str | None = None,
    ) -> Unknown:
        """The Unknown that follows from `source`; the same one for the same `key`.

        key: hashable, made of what the result depends on (see `token`); None for a fresh one.
        others: further operands, whose references and secrecy join in.
        """
        if key is not None:
            known = self._memo.get(key)
            if known is not None:
                return known
        references, sensitive = source.references, source.sensitive
        for other in others:
            if type(other) is Unknown:
                references = join(references, other.references)
                sensitive = sensitive or other.sensitive
        unknown = Unknown(
            source.reason if reason is None else reason,
            source.reference if reference is None else reference,
            references,
            sensitive=sensitive,
        )
        if key is not None:
            self._memo[key] = unknown
            self._kept.append(source)
            self._kept.extend(other for other in others if type(other) is Unknown)
        return unknown

    def kept(self, key: object, unknown: Unknown) -> Unknown:
        """`unknown`, from now on the one that `derived` gives for this key."""
        if key is not None:
            self._memo[key] = unknown
        return unknown


def token(value: Value) -> object:
    """A hashable that tells this value from others for `Run.derived`; None when there is none."""
    if type(value) is Unknown:
        return ("unknown", id(value))
    if value is None or isinstance(value, str | int):
        return (type(value).__name__, value)
    return None
