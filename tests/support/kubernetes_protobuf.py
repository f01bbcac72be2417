"""Objects that kubectl and Helm send as Protocol Buffers, as far as they do in our tests.

Source: kubernetes.io, "Kubernetes API Concepts: Kubernetes Protobuf encoding"; the numbers of the
fields are those of the ``generated.proto`` files of k8s.io/api and k8s.io/apimachinery.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

TYPE = "application/vnd.kubernetes.protobuf"
_MAGIC = b"k8s\x00"
# Number -> (name, what it is): a message by its name, ``text``, ``flag``, ``map`` of texts,
# ``bytes`` for a map of bytes; with ``[]`` one of several.
_MESSAGES: Mapping[str, Mapping[int, tuple[str, str]]] = {
    "ObjectMeta": {
        1: ("name", "text"), 2: ("generateName", "text"), 3: ("namespace", "text"),
        11: ("labels", "map"), 12: ("annotations", "map"),
    },
    "Secret": {
        1: ("metadata", "ObjectMeta"), 2: ("data", "bytes"), 3: ("type", "text"),
        4: ("stringData", "map"), 5: ("immutable", "flag"),
    },
    "ClusterRoleBinding": {
        1: ("metadata", "ObjectMeta"), 2: ("subjects", "Subject[]"), 3: ("roleRef", "RoleRef"),
    },
    "Subject": {1: ("kind", "text"), 2: ("apiGroup", "text"), 3: ("name", "text"),
                4: ("namespace", "text")},
    "RoleRef": {1: ("apiGroup", "text"), 2: ("kind", "text"), 3: ("name", "text")},
}  # fmt: skip


def decoded(body: bytes) -> dict[str, Any]:
    """The object in a request."""
    assert body.startswith(_MAGIC)
    parts = dict(_fields(body[len(_MAGIC) :]))
    head = {number: value.decode() for number, value in _fields(parts[1])}
    return {"apiVersion": head[1], "kind": head[2], **_message(head[2], parts[2])}


def _message(name: str, data: bytes) -> dict[str, Any]:
    known, found = _MESSAGES[name], dict[str, Any]()
    for number, value in _fields(data):
        if number not in known:
            continue
        key, form = known[number]
        if form == "text":
            if value:
                found[key] = value.decode()
        elif form == "flag":
            found[key] = bool(value)
        elif form in ("map", "bytes"):
            entry = dict(_fields(value))
            text = entry.get(2, b"")
            said = base64.b64encode(text) if form == "bytes" else text
            found.setdefault(key, {})[entry[1].decode()] = said.decode()
        elif form.endswith("[]"):
            found.setdefault(key, []).append(_message(form[:-2], value))
        else:
            found[key] = _message(form, value)
    return found


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """(number, value): bytes, or an integer."""
    at = 0
    while at < len(data):
        tag, at = _number(data, at)
        if tag & 7 == 0:
            value, at = _number(data, at)
            yield tag >> 3, value
        else:
            assert tag & 7 == 2, "no other kind of field is in these messages"
            size, at = _number(data, at)
            yield tag >> 3, data[at : at + size]
            at += size


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value, at
