"""The evaluator's values to those of `scanner.model`: JSON's types and Unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scanner.model import ABSENT, Path, Unknown
from scanner.terraform.values import LimitHit, Marked, Opaque, Value, join

_MAX_PARTS = 100_000
_DEEPEST = 100
_DEEPEST_EXACT = 200


class Plain:
    """Converts the values of one resource; collects their references and secrets by path.

    known: Unknowns already converted, shared by a whole root, so that identity is kept.
    exact: leave a number with a fraction the Decimal that it is, for those who print it, who also
        take what is nested twice as deep.
    """

    def __init__(self, known: dict[int, tuple[Unknown, Unknown]], *, exact: bool = False) -> None:
        self.references: dict[Path, tuple[str, ...]] = {}
        self.sensitive: set[Path] = set()
        self._known = known
        self._exact = exact
        self._deepest = _DEEPEST_EXACT if exact else _DEEPEST
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
        if isinstance(value, Decimal):
            return value if self._exact else float(value)
        if kind is Unknown:
            return self._unknown(value, path)
        if kind is Opaque:
            if value.contents is None or len(path) > _DEEPEST:
                return self._unknown(value.whole, path)
            value = value.contents()
        self.parts += len(value) + 1
        if self.parts > _MAX_PARTS:
            raise LimitHit("limit-value-size", "a resource has more than 100,000 values")
        if len(path) > self._deepest:
            message = f"a value is nested more than {self._deepest} levels deep"
            raise LimitHit("limit-value-depth", message)
        if isinstance(value, dict):
            return {k: self.value(v, (*path, k)) for k, v in value.items()}
        return [self.value(v, (*path, i)) for i, v in enumerate(value)]

    def _refer(self, path: Path, references: tuple[str, ...]) -> None:
        self.references[path] = join(self.references.get(path, ()), references)

    def _unknown(self, unknown: Unknown, path: Path, refer: bool = True) -> Unknown:
        # Of arms the references are those of both together, which would be true of neither.
        if refer and unknown.references and not unknown.arms:
            self._refer(path, unknown.references)
        plain = unknown
        if unknown.arms or unknown.structure is not None:
            known = self._known.get(id(unknown))
            if known is None:
                known = self._known[id(unknown)] = (unknown, self._inside(unknown, path))
            plain = known[1]
        if plain.sensitive:
            self.sensitive.add(path)
        return plain

    def _inside(self, unknown: Unknown, path: Path) -> Unknown:
        """`unknown` with its arms and structure in JSON's types."""
        if ABSENT in unknown.arms:
            # A block that is there or not: what is in it stands at the same paths either way.
            arms = tuple(a if a is ABSENT else self.value(a, path) for a in unknown.arms)
            return replace(unknown, arms=arms, condition=self._condition(unknown))
        inner = Plain(self._known, exact=self._exact)
        arms = tuple(inner.value(arm, path) for arm in unknown.arms)
        structure = inner.value(unknown.structure, path)
        return replace(
            unknown,
            arms=arms,
            condition=self._condition(unknown),
            structure=structure,
            sensitive=unknown.sensitive or bool(inner.sensitive),
        )

    def _condition(self, unknown: Unknown) -> Unknown | None:
        condition = unknown.condition
        if condition is None or condition is unknown or not condition.arms:
            return condition
        return Plain(self._known)._unknown(condition, ())
