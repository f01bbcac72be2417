"""Settings that are written either inside a resource or as resources of their own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from scanner.compare import empty, text
from scanner.drift.join import Pair
from scanner.model import Resource, Unknown, Value


class Split(Protocol):
    """`attribute` of `type` is left to the managed resources of type `by` that belong to it.

    They belong together when the child's attribute `child` is the parent's attribute `parent`, or
    refers to the parent. where: attributes that a child must have.
    """

    @property
    def type(self) -> str: ...
    @property
    def attribute(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def child(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def where(self) -> Mapping[str, Value]: ...


@dataclass(slots=True)
class Owners:
    """Answers whether an attribute of a resource is managed by other resources.

    All managed children are looked through once, when it is built.
    """

    splits: Sequence[Split]
    _numbers: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _by_value: set[tuple[int, Value]] = field(default_factory=set)
    _by_reference: set[tuple[int, str]] = field(default_factory=set)

    @classmethod
    def of(cls, splits: Iterable[Split], pairs: Iterable[Pair]) -> Owners:
        """The owners among the managed resources."""
        owners = cls(tuple(splits))
        by_child: dict[str, list[int]] = {}
        for number, split in enumerate(owners.splits):
            by_child.setdefault(split.by, []).append(number)
            owners._numbers.setdefault((split.type, split.attribute), []).append(number)
        for pair in pairs:
            for number in by_child.get(pair.resource.type, ()):
                for one in (pair.declared, pair.recorded):
                    if one is not None:
                        owners._add(number, one)
        return owners

    def _add(self, number: int, child: Resource) -> None:
        split = self.splits[number]
        for name, wanted in split.where.items():
            value = child.attributes.get(name)
            if not isinstance(value, Unknown) and text(value) != text(wanted):
                return
        joining = child.attributes.get(split.child)
        references = child.references.get((split.child,), ())
        if isinstance(joining, Unknown):
            references = (*references, *joining.references)
        elif isinstance(joining, str) and joining:
            self._by_value.add((number, joining))
        self._by_reference.update((number, address) for address in references)

    def owned_elsewhere(self, pair: Pair, path: str) -> bool:
        """Whether other managed resources own the attribute; never when the code sets it."""
        attribute = path.partition(".")[0]
        numbers = self._numbers.get((pair.resource.type, attribute))
        if numbers is None:
            return False
        if pair.declared is not None and not empty(pair.declared.attributes.get(attribute)):
            return False
        for number in numbers:
            split = self.splits[number]
            if any((number, address) in self._by_reference for address in _names(pair)):
                return True
            for one in (pair.declared, pair.recorded):
                value = one.attributes.get(split.parent) if one is not None else None
                if isinstance(value, str) and (number, value) in self._by_value:
                    return True
        return False


def _names(pair: Pair) -> Iterable[str]:
    for one in (pair.declared, pair.recorded):
        if one is not None:
            yield one.address
            # A reference whose key is unknown may mean this instance.
            yield one.address.rpartition("[")[0] + "[*]"
