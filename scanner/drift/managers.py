"""Who owns a field of a live object, by its ``metadata.managedFields``. Pure.

Format: kubernetes.io, "Server-Side Apply": ``f:NAME`` is a field, ``k:{...}`` an element of a list
with these keys, ``v:...`` an element that is this value, ``.`` the thing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from scanner.model import Value
from scanner.projection import Change

Step = str | int | tuple[tuple[str, Value], ...]
"""A field's name, an index of a list without keys, or the keys of an element."""
Node = Mapping[str, Any]

# What writes whole objects, and so is said to own the defaults as well: what a manifest lacks and
# such a one owns was in the manifest that it wrote, which last-applied tells, or is a default.
_WHOLE: Final = frozenset(
    {
        "kubectl-apply", "kubectl-autoscale", "kubectl-client-side-apply", "kubectl-create",
        "kubectl-expose", "kubectl-last-applied", "kubectl-replace", "kubectl-run",
    }
)  # fmt: skip
# Consoles: a browser, and what Electron calls itself.
_CONSOLES: Final = frozenset({"Mozilla", "dashboard", "node-fetch", "k9s", "lens", "headlamp"})
_MAX_WIDTH: Final = 500
_KUBECTL: Final = "kubectl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of managedFields. at: ISO 8601. fields: its tree."""

    manager: str
    operation: str
    at: str
    subresource: str
    fields: Node

    @property
    def human(self) -> bool:
        """Whether somebody changed single fields by hand: with kubectl, or in a console."""
        name = self.manager
        if self.operation != "Update" or self.subresource == "status":
            return False
        by_hand = name == _KUBECTL or name.startswith(f"{_KUBECTL}-")
        return (by_hand and name not in _WHOLE) or name in _CONSOLES

    @property
    def change(self) -> Change:
        """As what the report says."""
        tool = ""
        if self.operation == "Apply":
            ours = self.manager == _KUBECTL
            tool = "kubectl apply --server-side" if ours else "server-side apply"
        elif self.manager.startswith(_KUBECTL):
            tool = self.manager.replace("-", " ", 1)
            if tool == _KUBECTL and self.subresource == "scale":
                tool = "kubectl scale"
        return Change(self.manager, self.at, tool, self.operation)


def entries(item: Mapping[str, Value]) -> list[Entry]:
    """The entries of an object, as far as they can be understood."""
    metadata = item.get("metadata")
    found = metadata.get("managedFields") if isinstance(metadata, Mapping) else None
    known: list[Entry] = []
    for one in found if isinstance(found, list) else ():
        fields = one.get("fieldsV1") if isinstance(one, Mapping) else None
        if isinstance(fields, Mapping):
            known.append(
                Entry(
                    _printable(one.get("manager")),
                    _printable(one.get("operation")),
                    _printable(one.get("time")),
                    _printable(one.get("subresource")),
                    fields,
                )
            )
    return known


def _printable(text: Value) -> str:
    shown = text if isinstance(text, str) else ""
    return "".join(sign for sign in shown[:200] if sign.isprintable())


def created(item: Mapping[str, Value]) -> Change | None:
    """Who made the object, and when: the first who wrote it."""
    metadata = item.get("metadata")
    at = metadata.get("creationTimestamp") if isinstance(metadata, Mapping) else None
    first = min(entries(item), key=lambda one: one.at or "~", default=None)
    if first is None:
        return Change("", at, "", "") if isinstance(at, str) else None
    change = first.change
    return Change(change.actor, _printable(at) or change.at, change.tool, change.event)


def last_change(owners: Iterable[Entry], steps: Sequence[Step]) -> Entry | None:
    """The newest of the entries that own the field at `steps`, or what is below it."""
    found = [one for one in owners if owns(one.fields, steps)]
    return max(found, key=lambda one: one.at, default=None)


def owns(fields: Node, steps: Sequence[Step]) -> bool:
    """Whether a tree has the place, or something above it as a whole."""
    nodes: list[Node] = [fields]
    for step in steps:
        if any(not node for node in nodes):
            return True  # A leaf: a list or map that is owned as one.
        nodes = [inner for node in nodes for inner in below(node, step)]
        if not nodes:
            return False
    return True


def below(node: Node, step: Step) -> list[Node]:
    """What a tree says of one field or element in it."""
    if isinstance(step, str):
        inner = node.get("f:" + step)
        return [inner] if isinstance(inner, Mapping) else []
    if isinstance(step, int):
        return []
    wanted = dict(step)
    found = []
    for name, inner in node.items():
        if name[:2] == "k:" and isinstance(inner, Mapping):
            keys = _json(name[2:])
            if isinstance(keys, Mapping) and all(
                wanted.get(key) == value for key, value in keys.items()
            ):
                found.append(inner)
    return found


def _has_value(node: Node, value: Value) -> bool:
    """Whether a tree has an element that is this value."""
    return any(name[:2] == "v:" and _json(name[2:]) == value for name in node)


def _is_whole(node: Node) -> bool:
    """Whether the thing itself is owned, and not only something inside of it."""
    return not node or "." in node


# ---- claims ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claims:
    """Who says that a place is theirs although the manifest does not have it.

    by_hand: the nodes there of those who changed single fields by hand. applied: those of the
    server-side apply of this manifest: what it owns was in the manifest when it was last applied,
    as an apply gives up what it no longer has. applier: who that is.
    """

    by_hand: tuple[Node, ...] = ()
    applied: tuple[Node, ...] = ()
    applier: str = ""

    def __bool__(self) -> bool:
        return bool(self.by_hand or self.applied)

    def below(self, step: Step) -> Claims:
        """The claims to a field or element."""
        if not self:
            return self
        return Claims(
            tuple(inner for node in self.by_hand for inner in below(node, step)),
            tuple(inner for node in self.applied for inner in below(node, step)),
        )

    @property
    def to_all(self) -> bool:
        """Whether the thing itself is claimed, and not only something inside of it."""
        return any(map(_is_whole, (*self.by_hand, *self.applied)))

    @property
    def is_applied(self) -> bool:
        """Whether the manifest had the thing itself."""
        return any(map(_is_whole, self.applied))

    def value(self, value: Value) -> Claims:
        """The claims to an element of a set."""
        return Claims(
            tuple({} for node in self.by_hand if _has_value(node, value)),
            tuple({} for node in self.applied if _has_value(node, value)),
        )


def claims(owners: Sequence[Entry], declared: Mapping[str, Value]) -> Claims:
    """The claims to a live object.

    Several may apply parts of one object, each from files of their own: of them the one that
    owns most of what is declared has applied this manifest. Where two own as much, nobody knows.
    """
    by_hand = tuple(one.fields for one in owners if one.human)
    shares: dict[str, int] = {}
    for one in owners:
        if one.operation == "Apply" and not one.subresource:
            shares[one.manager] = shares.get(one.manager, 0) + _share(one.fields, declared)
    most = max(shares.values(), default=0)
    appliers = [name for name, share in shares.items() if share == most]
    if not most or len(appliers) > 1:
        return Claims(by_hand)
    ours = appliers[0]
    return Claims(
        by_hand,
        tuple(
            one.fields
            for one in owners
            if one.manager == ours and one.operation == "Apply" and not one.subresource
        ),
        ours,
    )


def _share(node: Node, declared: Value) -> int:
    """How many of the fields that are declared a tree owns; of very wide ones, of a part."""
    found = 0
    for name, inner in islice(node.items(), _MAX_WIDTH):
        if not isinstance(inner, Mapping):
            continue
        kind, rest = name[:2], name[2:]
        if kind == "f:" and isinstance(declared, Mapping) and rest in declared:
            found += _share(inner, declared[rest]) if inner else 1
        elif kind == "k:" and isinstance(declared, list):
            keys = _json(rest)
            for one in declared if isinstance(keys, Mapping) else ():
                if isinstance(one, Mapping) and all(
                    one.get(key, value) == value for key, value in keys.items()
                ):
                    found += _share(inner, one)
                    break
        elif kind == "v:" and isinstance(declared, list):
            found += _json(rest) in declared
    return found


def _json(text: str) -> Value:
    try:
        import json

        return json.loads(text)
    except (ValueError, RecursionError):
        return None
