"""Who owns what of an object: ``managedFields`` as an API server keeps them.

*Constructed* after kubernetes.io, "Server-Side Apply": an apply owns what its configuration says,
takes away what it said before and nobody else owns, and meets a conflict where somebody else set
another value; an update owns what it changes. Sets of fields are trees in the format FieldsV1.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

Tree = dict[str, Any]
_KEYS = {
    "containers": ("name",), "env": ("name",), "imagePullSecrets": ("name",),
    "initContainers": ("name",), "volumeMounts": ("mountPath",), "volumes": ("name",),
    "webhooks": ("name",),
}  # fmt: skip
# Maps and lists with one owner.
_ATOMIC = frozenset(
    {"labelSelector", "nodeSelector", "podSelector", "roleRef", "rules", "selector", "subjects"}
)
_HEAD = ("apiVersion", "kind", "status")
_KEPT = ("creationTimestamp", "generation", "managedFields", "name", "namespace", "resourceVersion",
         "uid")  # fmt: skip


def _keys(name: str, elements: Sequence[Any]) -> tuple[str, ...]:
    if name == "ports" and elements and all(isinstance(one, dict) for one in elements):
        return ("containerPort" if "containerPort" in elements[0] else "port", "protocol")
    return _KEYS.get(name, ())


def _element(one: Mapping[str, Any], keys: Sequence[str]) -> str:
    pairs = {key: one.get(key, "TCP" if key == "protocol" else None) for key in keys}
    return "k:" + json.dumps(pairs, separators=(",", ":"))


def _body(item: Mapping[str, Any]) -> dict[str, Any]:
    """What of an object somebody can own."""
    body = {name: value for name, value in item.items() if name not in _HEAD}
    kept = {k: v for k, v in (item.get("metadata") or {}).items() if k not in _KEPT}
    return {**body, "metadata": kept}


def said(item: Mapping[str, Any]) -> Tree:
    """All that a configuration says."""
    return _changed({}, _body(item), applied=True)


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Tree:
    """What an update changes or adds."""
    return _changed(_body(old), _body(new), applied=False)


def _changed(old: Mapping[str, Any], new: Mapping[str, Any], *, applied: bool) -> Tree:
    found: Tree = {}
    for name, value in new.items():
        before = old.get(name)
        if value is None or (before == value and name in old):
            continue
        if isinstance(value, dict) and value and name not in _ATOMIC:
            earlier = before if isinstance(before, dict) else {}
            inner = _changed(earlier, value, applied=applied)
            whole = not applied and not earlier
            found[f"f:{name}"] = {".": {}, **inner} if whole and name != "metadata" else inner
            if not found[f"f:{name}"]:
                del found[f"f:{name}"]
        elif isinstance(value, list) and (keys := _keys(name, value)):
            mine = {_element(one, keys): one for one in before or ()}
            elements: Tree = {}
            for one in value:
                key = _element(one, keys)
                if mine.get(key) != one:
                    inner = _changed(mine.get(key) or {}, one, applied=applied)
                    elements[key] = inner if key in mine else {".": {}, **inner}
            found[f"f:{name}"] = elements
        elif isinstance(value, list) and name == "finalizers":
            added = [one for one in value if one not in (before or ())]
            found[f"f:{name}"] = {f"v:{json.dumps(one)}": {} for one in added}
        else:
            found[f"f:{name}"] = {}
    return found


def joined(one: Tree, other: Tree) -> Tree:
    """The fields of both."""
    found = copy.deepcopy(one)
    for name, inner in other.items():
        found[name] = joined(found.get(name, {}), inner)
    return found


def without(tree: Tree, taken: Tree) -> Tree:
    """The fields that are not taken."""
    found: Tree = {}
    for name, inner in tree.items():
        if name not in taken:
            found[name] = inner
        elif inner and (left := without(inner, taken[name])):
            found[name] = left
    return found


def common(one: Tree, other: Tree) -> Tree:
    """The fields that both have."""
    found: Tree = {}
    for name, inner in one.items():
        if name == "." or name not in other:
            continue
        if not inner or not other[name]:
            found[name] = {}
        elif both := common(inner, other[name]):
            found[name] = both
    return found


def removed(item: dict[str, Any], tree: Tree) -> None:
    """Take fields out of an object."""
    for name, inner in tree.items():
        key = name[2:]
        if name[:2] != "f:" or key not in item:
            continue
        value = item[key]
        if not inner:
            del item[key]
        elif isinstance(value, dict):
            removed(value, inner)
            if not value:
                del item[key]
        elif isinstance(value, list):
            item[key] = _less(value, key, inner)


def _less(elements: list[Any], name: str, tree: Tree) -> list[Any]:
    keys = _keys(name, elements)
    found = []
    for one in elements:
        if not isinstance(one, dict):
            if f"v:{json.dumps(one)}" not in tree:
                found.append(one)
            continue
        gone = tree.get(_element(one, keys), {})
        if "." in gone:
            continue
        removed(one, gone)
        found.append(one)
    return found


def merged(old: Any, new: Any, name: str = "", *, ordered: bool = False) -> Any:
    """A patch or a configuration merged into an object, lists by the keys of their elements.

    ordered: as an apply does, elements stand as the configuration has them.
    """
    if isinstance(old, dict) and isinstance(new, dict) and not (ordered and name in _ATOMIC):
        found = copy.deepcopy(old)
        for key, value in new.items():
            if key.startswith("$"):
                continue
            if value is None:
                found.pop(key, None)
            else:
                found[key] = merged(old.get(key), value, key, ordered=ordered)
        return found
    if isinstance(old, list) and isinstance(new, list) and (keys := _keys(name, [*old, *new])):
        mine = {_element(one, keys): one for one in old}
        theirs = {_element(one, keys): one for one in new}
        order = (*theirs, *mine) if ordered else (*mine, *theirs)
        return [
            merged(mine.get(key), theirs[key], ordered=ordered) if key in theirs else mine[key]
            for key in dict.fromkeys(order)
            if not (key in theirs and theirs[key].get("$patch") == "delete")
        ]
    return copy.deepcopy(new)
