"""Whether values of which some are unknown are equal, as far as that can be known. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scanner.model import Unknown, Value

MAX_DEPTH = 64
"""What lies deeper counts as different."""


class Same:
    """Whether values of different environments are equal, as far as can be known."""

    def __init__(self) -> None:
        # Unknowns share their arms, so that walking each of them anew could take for ever.
        # They are kept, since another could get the id() of one that has gone.
        self._known: dict[tuple[int, int], tuple[bool, Unknown, Unknown]] = {}

    def all(self, values: Iterable[Value]) -> bool:
        """Whether all are equal."""
        listed = list(values)
        return all(self.pair(listed[0], other, 0) for other in listed[1:])

    def classes(self, values: Mapping[str, Value]) -> dict[str, int]:
        """For each name a number that it shares with those that have an equal value."""
        firsts: list[Value] = []
        found: dict[str, int] = {}
        for name, value in values.items():
            number = next((n for n, one in enumerate(firsts) if self.pair(one, value, 0)), None)
            if number is None:
                number = len(firsts)
                firsts.append(value)
            found[name] = number
        return found

    def pair(self, one: Value, other: Value, depth: int) -> bool:
        """Whether two are equal; what lies too deep to be compared is not."""
        if one is other:
            return True
        if depth > MAX_DEPTH:
            return False
        if isinstance(one, Unknown) and isinstance(other, Unknown):
            key = (id(one), id(other))
            if key not in self._known:
                self._known[key] = (self._unknowns(one, other, depth + 1), one, other)
            return self._known[key][0]
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            return one.keys() == other.keys() and all(
                self.pair(one[key], other[key], depth + 1) for key in one
            )
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(
                self.pair(a, b, depth + 1) for a, b in zip(one, other, strict=True)
            )
        # True is 1 for Python, and is not for Terraform.
        return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)

    def _unknowns(self, one: Unknown, other: Unknown, depth: int) -> bool:
        return (
            (one.reason, one.reference, one.references, one.pieces, one.sensitive)
            == (other.reason, other.reference, other.references, other.pieces, other.sensitive)
            and len(one.arms) == len(other.arms)
            and all(self.pair(a, b, depth) for a, b in zip(one.arms, other.arms, strict=True))
            and self.pair(one.structure, other.structure, depth)
        )
