"""Which elements of two lists belong together, and whether their order says something. Pure.

Source: kubernetes.io, "Server-Side Apply: merge strategy", and what the API's types say of single
lists ("Kubernetes API").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from scanner.drift.fields import Field
from scanner.model import Path, Unknown, Value

Keys = tuple[tuple[str, Value], ...]
Elements = Mapping[tuple[str, ...], tuple[int, Keys, Mapping[str, Value]]]
"""By the texts of their keys: where each stands, its keys, the element."""

# Lists that the server or admission adds to, which the schema calls atomic.
_ADDED_TO: Final[Mapping[str, tuple[str, ...]]] = {
    "tolerations": ("key", "operator", "value", "effect"),
    "imagePullSecrets": ("name",),
    "secrets": ("name",),
}
# What an element has that leaves a key out.
_KEY_DEFAULTS: Final[Mapping[str, Value]] = {"protocol": "TCP", "operator": "Equal"}
# Scalars whose order counts: a command's arguments, the servers that are asked one after another.
_ORDERED_SCALARS: Final = frozenset({"args", "command", "nameservers", "searches"})
# Elements whose order counts: they run one after another, the last one wins, the first that
# matches decides.
_ORDERED: Final = (
    ("initContainers",), ("envFrom",), ("podFailurePolicy", "rules"), ("mutations",)
)  # fmt: skip
# The variables of an admission policy, each of which may use those before it.
_ORDERED_TYPES: Final = re.compile(r"admissionregistration\.\w{1,20}\.Variable")
_REFERENCE: Final = re.compile(r"\$\(([^()\s]{1,253})\)")
_TRIES: Final = 50


def merge_keys(of: Field, name: str, declared: list[Value], live: list[Value]) -> tuple[str, ...]:
    """By which fields the API tells elements of a list apart; none for a list that is one value.

    Where nothing is known of a list, by name, if every element has one.
    """
    known = of.keys or _ADDED_TO.get(name, ())
    if known or of.form or not declared or not live:
        return known
    named = all(
        isinstance(one, Mapping) and isinstance(one.get("name"), str) for one in (*declared, *live)
    )
    return ("name",) if named else ()


def keyed(elements: list[Value], keys: Sequence[str]) -> Elements | None:
    """Elements by their keys; None where these do not tell them apart."""
    found: dict[tuple[str, ...], tuple[int, Keys, Mapping[str, Value]]] = {}
    for index, one in enumerate(elements):
        if not isinstance(one, Mapping):
            return None
        pairs = tuple((key, one.get(key) or _KEY_DEFAULTS.get(key)) for key in keys)
        if any(isinstance(value, (dict, list, Unknown)) for _, value in pairs):
            return None
        key = tuple(str(value) for _, value in pairs)
        if key in found:
            return None
        found[key] = index, tuple(pair for pair in pairs if pair[1] is not None), one
    return found


def matched(
    declared: list[Value], live: list[Value], covers: Callable[[Value, Value], bool]
) -> list[int | None]:
    """For each declared element the place of the live one that has all of it, wherever it stands;
    None where there is none."""
    left = list(range(len(live)))
    found: list[int | None] = []
    for index, value in enumerate(declared):
        # Mostly it stands where it was declared.
        order = sorted(left, key=lambda at, index=index: at != index)  # type: ignore[misc]
        tried = (at for at in order[:_TRIES] if covers(value, live[at]))
        match = next(tried, None)
        found.append(match)
        if match is not None:
            left.remove(match)
    return found


# ---- order -----------------------------------------------------------------------------------


def order_counts(of: Field, path: Path) -> bool:
    """Whether the order of the objects in the list at `path` means something."""
    names = tuple(step for step in path if isinstance(step, str))
    return _ORDERED_TYPES.fullmatch(of.type) is not None or any(
        names[-len(one) :] == one for one in _ORDERED
    )


def orders(
    of: Field, path: Path, declared: Elements, live: Elements
) -> tuple[list[Value], list[Value]] | None:
    """The keys of the elements that both lists have, in the order of each, where these orders
    do not mean the same."""
    mine = [key for key in declared if key in live]
    theirs = [key for key in live if key in declared]
    if mine == theirs:
        return None
    if path and path[-1] == "env":
        if _used_before(mine, declared) == _used_before(theirs, declared):
            return None
    elif not order_counts(of, path):
        return None
    return shown(mine), shown(theirs)


def shown(keys: Iterable[tuple[str, ...]]) -> list[Value]:
    """Keys of elements as a reader names them."""
    return [" ".join(key) for key in keys]


def _used_before(
    order: list[tuple[str, ...]], elements: Elements
) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of variables where the second uses the first, which stands before it: otherwise
    ``$(NAME)`` stays as it is written."""
    seen: set[tuple[str, ...]] = set()
    found: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for key in order:
        value = elements[key][2].get("value")
        if isinstance(value, str) and "$(" in value:
            used = ((name,) for name in _REFERENCE.findall(value))
            found.update((one, key) for one in used if one in seen)
        seen.add(key)
    return found


def alike(declared: list[Value], live: list[Value], name: str) -> bool:
    """Whether two lists of scalars, both called `name`, say the same."""
    mine, theirs = [repr(_plain(one)) for one in declared], [repr(_plain(one)) for one in live]
    ordered = name in _ORDERED_SCALARS
    return mine == theirs if ordered else sorted(mine) == sorted(theirs)


def _plain(value: Value) -> Value:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
