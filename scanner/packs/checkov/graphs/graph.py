"""What a graph check is asked about: blocks, and which refers to which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from scanner.model import ABSENT, Path, Resource, Unknown, Value
from scanner.packs.checkov.conf import Entity

MOST_EDGES: Final = 500_000
"""Of a graph that is asked about: instances that refer to all of others are connected by so many as
their product."""

Edge = tuple[int, int, str]
"""From whoever refers, to what is referred to (as indexes of nodes), by which attribute."""

EntityOf = Callable[[Resource], Entity | None]
"""A resource as Checkov's checks expect it; None for one that Checkov has no checks of."""


@dataclass(frozen=True, slots=True)
class Node:
    """A block. content: as it is sent to the worker, see `worker.graph`. part: of a file that is
    judged as a whole, the path of what the node is. known: whether all of such a part is."""

    resource: Resource
    entity: Entity
    content: Mapping[str, Value]
    part: Path | None = None
    known: bool = True


@dataclass(slots=True)
class _Known:
    """What of a graph is worked out once, when it is first asked: there is a question for each node
    and check. reasons: of each name that something unknown has, the first. near: by node those that
    it is connected to and of which not all is known."""

    reasons: dict[str, str] | None = None
    near: dict[int, dict[int, None]] | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The blocks that checks of one graph see. about: what it is of, for messages. elsewhere: types
    that there are nodes of in other graphs alone. modules: those with checks in Python to ask.
    joins: names of what decides which are connected, where the worker works that out: while any of
    it is not known there, no verdict counts."""

    about: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    elsewhere: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    joins: frozenset[str] = frozenset()
    _known: _Known = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", _Known())

    def undecided(self, words: frozenset[str]) -> str | None:
        """Why no verdict of a check with these words counts; None where all do."""
        if not self.joins:
            return None
        if self._known.reasons is None:
            first: dict[str, str] = {}
            for node in self.nodes:
                for name, reason in node.entity.unknown.items():
                    first.setdefault(name, f"of {node.resource.address}, {reason}")
            self._known.reasons = first
        found = self._known.reasons.items()
        return next((text for name, text in found if name in words or name in self.joins), None)

    def unknown_at(self, index: int, words: frozenset[str]) -> tuple[str, str] | None:
        """An argument with one of these names that is not known, and why: (name, reason). Of what
        the node is connected to the name is left empty."""
        own = self.nodes[index].entity.unknown
        found = next((name for name in own if name in words), None)
        if found is not None:
            return found, own[found]
        for one in self._connected(index):
            reasons = self.nodes[one].entity.unknown
            found = next((name for name in reasons if name in words), None)
            if found is not None:
                return "", f"of {self.nodes[one].resource.address}, {reasons[found]}"
        return None

    def maybe_absent(
        self, index: int, words: frozenset[str], types: frozenset[str] | None
    ) -> tuple[str, str] | None:
        """What may be there or not, and why nobody can tell: an argument or block with one of these
        names, as a conditional or a ``dynamic`` has it; or a node of one of these types (None for
        all) that it is connected to, which has no name here.

        Of other unknown values a solver sees by itself that they are unknown; whether there is one
        of these it takes for known.
        """
        resource = self.nodes[index].resource
        for name, value in resource.attributes.items():
            if name in words:
                for one in value if isinstance(value, list) else (value,):
                    if isinstance(one, Unknown) and _may_be_gone(one):
                        return name, one.reason
        for other in self._connected(index):
            its = self.nodes[other]
            if its.resource.existence and (types is None or its.content["resource_type"] in types):
                for one in its.resource.existence:
                    if one not in resource.existence:
                        return "", f"whether there is {its.resource.address}, {one.reason}"
        return None

    def _connected(self, index: int) -> Iterator[int]:
        """The nodes that may make open what is said of one: of which something is not known."""
        if self._known.near is None:
            near: dict[int, dict[int, None]] = {}
            unsure = [bool(node.entity.unknown or node.resource.existence) for node in self.nodes]
            for start, end, _ in self.edges:
                if unsure[end]:
                    near.setdefault(start, {})[end] = None
                if unsure[start]:
                    near.setdefault(end, {})[start] = None
            self._known.near = near
        yield from self._known.near.get(index, ())


def _may_be_gone(value: Unknown) -> bool:
    return any(arm is ABSENT or arm is None for arm in value.arms)


@dataclass(frozen=True, slots=True)
class Looks:
    """What the graph checks of a framework look at, from the catalogue.

    types: nodes that some check names. coded: types whose checks are written in Python and look at
    the graph as they like, with the modules of these and the words in their code. everything:
    types with a check that looks at all nodes; empty text for one that judges all types.
    """

    types: frozenset[str]
    coded: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = field(default_factory=dict)
    everything: frozenset[str] = frozenset()
