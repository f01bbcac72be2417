"""The evaluator's values to those of `scanner.model`: JSON's types and Unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scanner.model import ABSENT, Path, Unknown
from scanner.terraform.values import LimitHit, Marked, Opaque, Value, join

_MAX_PARTS = 100_000
_DEEPEST = 100


class Plain:
    """Converts the values of one resource; collects their references and secrets by path.

    known: Unknowns already converted, shared by a whole root, so that identity is kept.
    """

    def __init__(self, known: dict[int, tuple[Unknown, Unknown]]) -> None:
        self.references: dict[Path, tuple[str, ...]] = {}
        self.sensitive: set[Path] = set()
        self._known = known
        self.parts = 0

    def value(self, value: Value, path: Path) -> Value:
        """`value` in JSON's types."""
        if type(value) is Marked:
            if value.references:
                self._refer(path, value.references)
            if value.sensitive:
                self.sensitive.add(path)
            if value.references and type(value.value) is Unknown:
                # The nearest resource counts, not those that its own value came from.
                return self._unknown(value.value, path, False)
            value = value.value
        kind = type(value)
        if kind is str or kind is bool or kind is int or value is None:
            return value
        if kind is Decimal:
            return float(value)
        if kind is Unknown or kind is Opaque:
            return self._unknown(value if kind is Unknown else value.whole, path)
        self.parts += len(value) + 1
        if self.parts > _MAX_PARTS:
            raise LimitHit("limit-value-size", "a resource has more than 100,000 values")
        if len(path) > _DEEPEST:
            raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
        if isinstance(value, dict):
            return {k: self.value(v, (*path, k)) for k, v in value.items()}
        return [self.value(v, (*path, i)) for i, v in enumerate(value)]

    def _refer(self, path: Path, references: tuple[str, ...]) -> None:
        self.references[path] = join(self.references.get(path, ()), references)

    def _unknown(self, unknown: Unknown, path: Path, refer: bool = True) -> Unknown:
        if unknown.sensitive:
            self.sensitive.add(path)
        if not unknown.arms:
            if refer and unknown.references:
                self._refer(path, unknown.references)
            return self._structured(unknown) if unknown.structure is not None else unknown
        # Its references are those of both arms together, which would be true of neither.
        known = self._known.get(id(unknown))
        if known is None:
            arms = tuple(arm if arm is ABSENT else self._arm(arm, path) for arm in unknown.arms)
            condition = unknown.condition
            if condition is not None and condition is not unknown:
                condition = self._unknown(condition, ()) if condition.arms else condition
            plain = Unknown(
                unknown.reason,
                unknown.reference,
                unknown.references,
                arms,
                condition,
                unknown.sensitive,
            )
            known = self._known[id(unknown)] = (unknown, plain)
        return known[1]

    def _structured(self, unknown: Unknown) -> Unknown:
        known = self._known.get(id(unknown))
        if known is None:
            structure = Plain(self._known).value(unknown.structure, ())
            known = self._known[id(unknown)] = (unknown, replace(unknown, structure=structure))
        return known[1]

    def _arm(self, arm: Value, path: Path) -> Value:
        if type(arm) is Opaque:
            return arm.whole
        return Plain(self._known).value(arm, path)
